import {
  TEMPLATES,
  type Board,
  type HelpRequest,
  type Prefill,
  type Publication,
} from '../../model/index.js';
import type { CallOptions, HelpBoardAdapter } from '../contract.js';
import { HelpBoardError } from '../errors.js';
import type { SlotCalls } from '../slot.js';
import { MemoryBackend } from './backend.js';
import { sampleRequests } from './samples.js';
import { MemorySlot } from './slot.js';

export interface MemoryAdapterOptions {
  /** What differs from the built-in board, an opened template for times of epidemic. */
  board?: Partial<Board>;
  /** What is on the board already; a dozen samples when left out. */
  requests?: readonly HelpRequest[];
  /** Milliseconds until each answer (0). */
  latency?: number;
}

/** The adapter with everything it can do, and the editor's two moves that a demo needs. */
export interface MemoryAdapter extends Required<HelpBoardAdapter> {
  /** What an editor would do after reading it: makes it public, or sets another publication. */
  publish(id: string, publication?: Publication): Promise<void>;
  /** Fills a form in for somebody else; gives the code that opens it. */
  keepPrefill(prefill: Prefill): Promise<string>;
}

const demoBoard = (): Board => ({
  ...TEMPLATES.epidemic(),
  key: 'demo',
  title: '清溪县求助平台',
  region: '清溪县',
  notice: '演示数据：只在您的浏览器里，刷新就没有了',
  regions: ['城关街道', '东溪街道', '柳浦镇', '石桥镇', '青湖镇', '梅岭镇', '云岭乡', '白沙乡'],
  announcements: [
    {
      id: 'welcome',
      title: '这是演示：写的求助不会送到任何人手里',
      body: '真有急事，请拨 110、119、120，或 12345 热线。',
      at: new Date().toISOString(),
      pinned: true,
    },
  ],
});

/** Answers and arguments are copies, as over a network: nobody changes the records by holding on to one. */
const copy = <T>(value: T): T => (value === undefined ? value : (JSON.parse(JSON.stringify(value)) as T));

/**
 * A whole backend in the page's memory: for demo pages without any server, for tests, and as the shortest example of an
 * adapter. It follows the contract to the letter, exactly-once, masks and review before publication included, and forgets
 * everything on reload.
 */
export function createMemoryAdapter(options: MemoryAdapterOptions = {}): MemoryAdapter {
  const board = { ...demoBoard(), ...copy(options.board ?? {}) };
  const backend = new MemoryBackend(board, copy(options.requests ?? sampleRequests(board, Date.now())));

  const answer = async <T>(signal: AbortSignal | undefined, work: () => T): Promise<T> => {
    await pause(options.latency, signal);
    return copy(work());
  };
  const slot = new MemorySlot(board, (id) => backend.public(id));
  const slotCalls: SlotCalls = {
    read: (call) => answer(signalOf(call), () => slot.read()),
    save: (draft, call) => {
      const given = copy(draft);
      return answer(signalOf(call), () => slot.save(given));
    },
    preview: (seen, call) => answer(signalOf(call), () => slot.preview(seen)),
    publish: (seen, time, call) => answer(signalOf(call), () => slot.publish(seen, time)),
    end: (showing, call) => answer(signalOf(call), () => slot.end(showing)),
    turn: (on, call) => answer(signalOf(call), () => slot.turn(on)),
    rollBack: (version, call) => answer(signalOf(call), () => slot.rollBack(version)),
    emergency: (wish, call) => answer(signalOf(call), () => slot.emergency(wish)),
    open: (code, call) => answer(signalOf(call), () => slot.open(code)),
  };
  const signalOf = (call?: CallOptions) => call?.signal;

  return {
    name: 'memory',
    capabilities: {
      dedupe: 'key',
      upload: true,
      track: true,
      own: true,
      add: true,
      withdraw: true,
      urge: true,
      rate: true,
      reopen: true,
      erase: true,
      version: true,
      meToo: true,
      thank: true,
      comment: true,
      suggest: true,
      prefill: true,
      stats: true,
      slot: true,
    },
    loadBoard: (call) => answer(signalOf(call), () => ({ ...backend.loadBoard(), home: slot.shown })),
    slot: () => Promise.resolve(slotCalls),
    arrived: (page, version, call) => answer(signalOf(call), () => slot.arrived(page, version)),
    list: (query, call) => answer(signalOf(call), () => backend.list(query)),
    get: (id, call) => answer(signalOf(call), () => backend.get(id)),
    submit: (submission, { key, signal }) => {
      const given = copy(submission);
      return answer(signal, () => backend.submit(given, key));
    },
    upload: ({ sha256, blob }, { key, signal }) => answer(signal, () => backend.upload(sha256, blob, key)),
    track: (code, call) => answer(signalOf(call), () => backend.track(code)),
    own: (handle, call) => answer(signalOf(call), () => backend.own(handle)),
    add: (handle, addition, { key, signal }) => {
      const given = copy(addition);
      return answer(signal, () => backend.add(handle, given, key));
    },
    withdraw: (handle, call) => answer(signalOf(call), () => backend.withdraw(handle)),
    urge: (handle, call) => answer(signalOf(call), () => backend.urge(handle)),
    rate: (handle, rating, call) => {
      const given = copy(rating);
      return answer(signalOf(call), () => backend.rate(handle, given));
    },
    reopen: (handle, reason, { key, signal }) => {
      const given = copy(reason);
      return answer(signal, () => backend.reopen(handle, given, key));
    },
    erase: (handle, call) => answer(signalOf(call), () => backend.erase(handle)),
    version: (call) => answer(signalOf(call), () => backend.version()),
    meToo: (id, { device, signal }) => answer(signal, () => backend.meToo(id, device)),
    thank: (id, { device, signal }) => answer(signal, () => backend.thank(id, device)),
    comments: (id, call) => answer(signalOf(call), () => backend.commentsOn(id)),
    comment: (id, given, { key, signal }) => answer(signal, () => backend.comment(id, given, key)),
    suggest: (text, call) => answer(signalOf(call), () => backend.suggest(text)),
    prefill: (code, call) => answer(signalOf(call), () => backend.prefill(code)),
    stats: (_, call) => answer(signalOf(call), () => backend.stats()),
    publish: (id, publication = 'public') => answer(undefined, () => backend.publish(id, publication)),
    keepPrefill: (prefill) => {
      const given = copy(prefill);
      return answer(undefined, () => backend.keepPrefill(given));
    },
    prepare: () => Promise.resolve(),
    clockOffset: () => 0,
  };
}

function pause(latency = 0, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const aborted = () => reject(new HelpBoardError('aborted'));
    if (signal?.aborted) return aborted();
    if (!latency) return resolve();
    signal?.addEventListener('abort', aborted);
    setTimeout(() => {
      signal?.removeEventListener('abort', aborted);
      resolve();
    }, latency);
  });
}
