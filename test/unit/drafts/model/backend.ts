import type { HelpBoardAdapter } from '../../../../src/adapters/contract.js';
import { sendWith } from '../../../../src/drafts/send.js';
import type { Dedupe, Send } from '../../../../src/drafts/types.js';
import type { Receipt } from '../../../../src/model/submission.js';
import { said, type Payload } from './log.js';
import type { Tab } from './tab.js';
import type { World } from './world.js';

/** What the line, or whatever is on it, does to one call. */
export const FAULTS = [
  'ok',
  'request-lost',
  /** The caller hears that it failed; it arrives all the same, after the next try. */
  'request-late',
  'answer-lost',
  /** Later than the caller waits, and later than the next try. */
  'answer-late',
  /** Nothing arrives, and nothing is heard. */
  'hangs',
  /** Chromium sends a POST again whose connection died. */
  'arrives-twice',
  'arrives-again-later',
  'firewall',
  'portal',
  'server',
  'server-after-commit',
  'busy',
  'closed',
  'challenge',
  'token',
  'foreign-receipt',
  /** Something in between answers for the backend, with what it has kept of another's post. */
  'cached-receipt',
  'nonsense',
  /** The backend has tidied away what was uploaded before. */
  'uploads-gone',
] as const;
export type Fault = (typeof FAULTS)[number];

/** A request, or an addition to one: what the database holds. */
export interface Row {
  key: string;
  id: string;
  /** Of an addition: the request it belongs to. */
  request?: string;
  payload: Payload;
}

/** Who hears twice does twice: only a key helps, and only where the backend has one. */
const REPEATS: readonly Fault[] = ['request-late', 'arrives-twice', 'arrives-again-later'];

const fail = (code: string, details: object = {}): never => {
  throw Object.assign(new Error(code), { code }, details);
};

/** Records under the key exactly as design §7 says, whatever the line does with request and answer. */
export class Backend {
  readonly rows: Row[] = [];
  faults: Fault[] = [];
  healed = false;
  private readonly uploads = new Map<string, Map<string, number>>();

  constructor(
    private readonly world: World,
    private readonly dedupe: Dedupe,
  ) {}

  send(tab: Tab): Send {
    const { dedupe } = this;
    const adapter: Pick<HelpBoardAdapter, 'capabilities' | 'submit' | 'upload' | 'add'> = {
      capabilities: { dedupe, upload: true, add: true },
      upload: ({ sha256, blob }, { key, signal }) =>
        this.call(tab, signal, () => {
          const found = this.uploads.get(key) ?? new Map<string, number>();
          this.uploads.set(key, found.set(sha256, blob.size));
        }),
      submit: (submission, { key, signal }) => this.post(tab, signal, key, submission),
      add: async ({ id, token }, addition, { key, signal }) => {
        if (token !== `token-${id}` || !this.rows.some((row) => row.id === id)) fail('not-found');
        await this.post(tab, signal, key, addition, id);
      },
    };
    return sendWith(adapter as HelpBoardAdapter, () => tab.outbox.entries());
  }

  private async post(
    tab: Tab,
    signal: AbortSignal | undefined,
    key: string,
    payload: Payload,
    request?: string,
  ) {
    // An addition cannot be searched for.
    if (this.dedupe === 'lookup' && !request) {
      const found = await this.call(tab, signal, () => this.rowOf(key));
      if (found) return { ...this.receipt(key, found), found: true as const };
      if (signal?.aborted) fail('aborted');
    }
    return this.call(tab, signal, () => this.record(key, payload, request), key);
  }

  rowOf(key: string) {
    return this.rows.find((row) => row.key === key);
  }

  private receipt(key: string, { id }: Row): Receipt {
    const receivedAt = new Date(this.world.time).toISOString();
    const stage = 'submitted' as const;
    return { key, id, trackingCode: `T-${id}`, token: `token-${id}`, stage, receivedAt, dueAt: receivedAt };
  }

  private record(key: string, payload: Payload, request?: string): Receipt {
    const known = this.dedupe === 'key' ? this.rowOf(key) : undefined;
    if (known) {
      // What JSON keeps: the order of the keys is the sender's, and that is always the same.
      if (JSON.stringify(known.payload) !== JSON.stringify(payload))
        fail('already-received', known.request ? {} : { receipt: this.receipt(key, known) });
      return this.receipt(key, known);
    }
    if (said(payload).bad) fail('invalid', { fields: { body: 'too-long' } });
    for (const { sha256 } of payload.attachments ?? []) {
      const size = this.uploads.get(key)?.get(sha256);
      if (size === undefined) fail('missing-upload');
      // None is known of a photo whose tab died before anybody was told that it is kept.
      if (size !== (this.world.log.photoSizes.get(sha256) ?? size))
        this.world.log.note(`photo ${sha256} arrived broken`);
    }
    const row = { key, id: `r${this.rows.length + 1}`, request, payload: structuredClone(payload) };
    this.rows.push(row);
    return this.receipt(key, row);
  }

  private async call<T>(
    tab: Tab,
    signal: AbortSignal | undefined,
    arrive: () => T,
    key?: string,
  ): Promise<T> {
    const fault = this.fault();
    const aborted = new Promise<never>((_, reject) => {
      const abort = () => reject(Object.assign(new Error('aborted'), { code: 'aborted' }));
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort);
    });
    aborted.catch(() => {});
    const answer = this.exchange(tab, fault, arrive, key);
    // An answer that comes after all is heard by an adapter that cannot abort.
    return fault === 'answer-late' ? answer : Promise.race([answer, aborted]);
  }

  private fault(): Fault {
    if (this.healed) return 'ok';
    const fault = this.world.online ? (this.faults.shift() ?? 'ok') : 'request-lost';
    return this.dedupe !== 'key' && REPEATS.includes(fault) ? 'ok' : fault;
  }

  private async exchange<T>(tab: Tab, fault: Fault, arrive: () => T, key?: string): Promise<T> {
    const { world } = this;
    const refused = (code: string, details?: object) => world.later(tab, () => fail(code, details));
    switch (fault) {
      case 'request-late':
        world.timer(undefined, 45_000, () => void settled(arrive));
        return refused('network');
      case 'request-lost':
        return refused('network');
      case 'cached-receipt':
        if (!key) break;
        return world.later(tab, () => {
          const others = { key: '', id: 'r0', payload: { body: '' } };
          return this.receipt(world.key(), others) as T;
        });
      case 'hangs':
        return new Promise<never>(() => {});
      case 'firewall':
        return refused('bad-answer', { status: 403 });
      case 'portal':
        return refused('bad-answer', { status: 200 });
      case 'server':
        return refused('server', { status: 500 });
      case 'busy':
        return refused('rate-limited', { status: 429, retryAfter: 40 });
      case 'closed':
        return refused('board-closed');
      case 'challenge':
        return refused('challenge-required');
      case 'token':
        return refused('unauthorized', { status: 401 });
      case 'nonsense':
        return world.later(tab, () => {
          throw new TypeError('nonsense');
        });
      case 'uploads-gone':
        this.uploads.clear();
    }
    // The request reaches the backend even if the tab dies meanwhile. One that is searched before it is posted to helps
    // only against posts that have arrived by then.
    const arrived =
      this.dedupe === 'lookup' ? settled(arrive) : await world.later(undefined, () => settled(arrive));
    if (fault === 'arrives-twice') settled(arrive);
    if (fault === 'arrives-again-later') world.timer(undefined, 60_000, () => void settled(arrive));
    if (fault === 'answer-late') await new Promise<void>((late) => world.timer(tab, 100_000, late));
    return world.later(tab, () => {
      if (fault === 'answer-lost') fail('network');
      if (fault === 'server-after-commit') fail('server', { status: 500 });
      if (fault === 'foreign-receipt' && key) return { ...(arrived() as object), key: world.key() } as T;
      return arrived();
    });
  }
}

/** What a call has come to, to be had as often as one likes. */
function settled<T>(call: () => T): () => T {
  try {
    const result = call();
    return () => result;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
