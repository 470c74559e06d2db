import { createHmac } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import { decode, object, oneOf, string } from '../../model/index.js';
import { addNote, audit, changeRequest, findRequest, type Actor } from '../loop/change.js';
import { publish } from '../loop/moves/publication.js';
import type { Storage } from '../storage/index.js';
import { toInstant, type RequestRow } from '../storage/projection.js';
import type { BoardGuards } from './board-guard.js';
import type { Outbound } from './outbound.js';
import { wordsIn } from './word-list.js';

const WAIT_MS = 10_000;
/** Questions under way at once; the others wait in line. */
const AT_ONCE = 4;
/** Questions in line, each with what was sent: a moderation that hangs must not fill the memory. */
export const WAITING_MAX = 200;
const REASON_MAX = 200;
const GATEWAY: Actor = { kind: 'gateway', id: 'moderation' };

const verdictSchema = object({ verdict: oneOf(['publish', 'review']) }, { reason: string() });

/** What a site's own moderation signs and checks by: HMAC-SHA256 over `timestamp.body`, in hex. */
export const signatureOf = (secret: string, timestamp: string, body: string): string =>
  createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');

/**
 * Asks a board's moderation about new posts, after they have been received and told so: nobody waits for it, and nothing is
 * lost with it. Where a board shows posts at once, one waits for the verdict; without a good one it waits for an editor.
 */
export class Moderation {
  readonly #waiting: (() => Promise<void>)[] = [];
  #running = 0;

  constructor(
    private readonly storage: Storage,
    private readonly guards: BoardGuards,
    private readonly outbound: Outbound,
    private readonly now: () => number,
    private readonly log: () => Pick<FastifyBaseLogger, 'warn'>,
  ) {}

  /** Where too many wait already it is not asked: the post waits for an editor, as it does until there is a verdict. */
  ask(row: RequestRow): void {
    if (this.#waiting.length >= WAITING_MAX) {
      this.log().warn({ board: row.board }, 'moderation is too slow: a post waits for an editor instead');
      return;
    }
    this.#waiting.push(() => this.#ask(row));
    this.#next();
  }

  #next(): void {
    if (this.#running >= AT_ONCE) return;
    const work = this.#waiting.shift();
    if (!work) return;
    this.#running++;
    void work()
      // It waits for an editor as it is. The error may quote what was sent.
      .catch((error: { code?: string; name?: string }) =>
        this.log().warn({ reason: error.code ?? error.name }, 'moderation gave no verdict'),
      )
      .finally(() => {
        this.#running--;
        this.#next();
      });
  }

  async #ask(row: RequestRow): Promise<void> {
    const { moderation, words } = await this.guards.of(row.board);
    if (!moderation) return;
    // What the public would read, and nothing else.
    const body = JSON.stringify({
      ...{ board: row.board, id: row.id, category: row.category, title: row.public_title },
      ...{ body: row.public_body, receivedAt: toInstant(row.received_at) },
    });
    const timestamp = String(Math.floor(this.now() / 1000));
    const headers = {
      'x-help-board-timestamp': timestamp,
      'x-help-board-signature': `sha256=${signatureOf(moderation.secret, timestamp, body)}`,
    };
    const { status, text } = await this.outbound.postJson(moderation.url, body, headers, WAIT_MS);
    const said = status === 200 ? decode(verdictSchema, JSON.parse(text)) : undefined;
    if (said)
      await this.#record(row, said, wordsIn([row.public_title ?? '', row.public_body], words).length > 0);
    else this.log().warn({ status }, 'moderation gave no verdict');
  }

  #record({ board, id }: RequestRow, said: { verdict: string; reason?: string }, doubtful: boolean) {
    const { writes, boards, secret } = this.storage;
    const at = this.now();
    return writes.write(async (context) => {
      // Withdrawn from the gateway altogether while it was asked.
      if (!(await findRequest(context, board, id))) return;
      const detail = { verdict: said.verdict };
      await audit(context, { actor: GATEWAY, action: 'moderation', board, request: id, at, detail });
      // It may quote the post: the audit log outlives that, a note does not.
      const words = said.reason?.slice(0, REASON_MAX);
      const note = { board, request: id, at, who: GATEWAY.id, action: 'moderation' };
      if (words) await addNote(context, secret, { ...note, words });
      const { review } = boards.get(board)!.board.features;
      if (said.verdict !== 'publish' || review || doubtful) return;
      await changeRequest(context, { boards, secret, board, id, actor: GATEWAY, at }, (row, doing) =>
        // An editor may have been quicker.
        row.publication === 'pending' ? publish(row, doing) : undefined,
      );
    });
  }
}
