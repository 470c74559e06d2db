import { HelpBoardError } from '../../adapters/errors.js';
import type { HelpRequest } from '../../model/index.js';
import type { Storage } from '../storage/index.js';
import { storeProjection } from '../storage/projection.js';
import { findRequest, loadRequest, move } from './change.js';

/** Counted at once, shown at most this often: a request that thousands share must not empty every cache with each of them. */
const SHOW_EVERY_MS = 1000;

/** 我也遇到, and 感谢 for what has been answered. */
export type Vote = 'me_too' | 'thanks';

/** Votes of readers: once per device, by a hash that is worth nothing elsewhere. */
export class Votes {
  readonly #storage: Storage;
  readonly #now: () => number;
  readonly #changed = new Map<string, { board: string; id: string }>();
  #timer: NodeJS.Timeout | undefined;

  constructor(storage: Storage, now: () => number) {
    this.#storage = storage;
    this.#now = now;
  }

  /** The count after this device has been counted, for the first time or again. */
  async add(vote: Vote, board: string, id: string, device: string): Promise<number> {
    const { writes, secret } = this.#storage;
    const at = this.#now();
    return writes.write(async (context) => {
      const { db } = context;
      const shown = await db
        .selectFrom('public_request')
        .select('stage')
        .where('board', '=', board)
        .where('id', '=', id)
        .executeTakeFirst();
      if (!shown) throw new HelpBoardError('not-found');
      if (vote === 'thanks') move(shown.stage, 'thank');
      const added = await db
        .insertInto(vote)
        .values({
          board,
          request: id,
          device_hash: secret.hash(vote === 'me_too' ? 'device' : 'thanks', board, id, device),
          at,
        })
        .onConflict((oc) => oc.doNothing())
        .returning('at')
        .executeTakeFirst();
      if (!added) return (await loadRequest(context, board, id))[vote];
      const row = await db
        .updateTable('request')
        .set((eb) => ({ [vote]: eb(vote, '+', 1) }))
        .where('board', '=', board)
        .where('id', '=', id)
        .returning(['me_too', 'thanks'])
        .executeTakeFirstOrThrow();
      context.afterCommit(() => this.#later(board, id));
      return row[vote];
    });
  }

  /** Counts that were stored but not shown yet when the process ended. */
  async recover(): Promise<void> {
    const rows = await this.#storage.db
      .selectFrom('public_request')
      .innerJoin('request', (join) =>
        join
          .onRef('request.board', '=', 'public_request.board')
          .onRef('request.id', '=', 'public_request.id'),
      )
      .select(['request.board', 'request.id', 'request.me_too', 'request.thanks', 'public_request.doc'])
      .where((eb) =>
        eb.or([eb('request.me_too', '<>', eb.ref('public_request.me_too')), eb('request.thanks', '>', 0)]),
      )
      .execute();
    const behind = rows.filter(({ doc, me_too, thanks }) => {
      const shown = JSON.parse(doc) as HelpRequest;
      return shown.meToo !== me_too || shown.thanks !== thanks;
    });
    for (const { board, id } of behind) this.#changed.set(`${board} ${id}`, { board, id });
    await this.show();
  }

  /** Brings the counts before the public: one version for all of them. */
  async show(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const changed = [...this.#changed.values()];
    this.#changed.clear();
    if (!changed.length) return;
    const { writes, boards } = this.#storage;
    await writes.write(async (context) => {
      for (const { board, id } of changed) {
        const row = await findRequest(context, board, id);
        // Deleted since.
        if (row) await storeProjection(context, row, row.updated_at);
      }
      for (const board of new Set(changed.map((of) => of.board))) await boards.bump(context, board);
    });
  }

  #later(board: string, id: string): void {
    this.#changed.set(`${board} ${id}`, { board, id });
    // A count that could not be shown is shown with the next one, or after the next start.
    this.#timer ??= setTimeout(() => void this.show().catch(() => {}), SHOW_EVERY_MS);
    this.#timer.unref();
  }
}
