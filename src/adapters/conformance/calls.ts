import type { HelpBoardAdapter } from '../contract.js';
import type { Submission } from '../../model/index.js';

export interface Call {
  name: string;
  /** It changes something: never again by itself after an unknown outcome. */
  writes?: boolean;
  ask(signal?: AbortSignal): Promise<unknown>;
}

/** Every method the adapter has, with plausible arguments. */
export function callsOf(adapter: HelpBoardAdapter, submission: Submission, key: () => string): Call[] {
  const handle = { id: '1', token: 'x'.repeat(26) };
  const { upload, track, own, add, withdraw, urge, rate, reopen, erase, version, slot, arrived } = adapter;
  const { meToo, thank, comments, comment, suggest, prefill, stats } = adapter;
  const blob = new Blob([new Uint8Array([255, 216, 255])], { type: 'image/jpeg' });
  const calls: (Call | undefined | false)[] = [
    { name: 'list', ask: (signal) => adapter.list({ sort: 'latest' }, { signal }) },
    { name: 'get', ask: (signal) => adapter.get('1', { signal }) },
    {
      name: 'submit',
      writes: true,
      ask: (signal) => adapter.submit(submission, { key: key(), signal }),
    },
    upload && {
      name: 'upload',
      ask: (signal) => upload.call(adapter, { sha256: 'a'.repeat(64), blob }, { key: key(), signal }),
    },
    track && { name: 'track', ask: (signal) => track.call(adapter, 'ABCD-EFGH-JKMN', { signal }) },
    own && { name: 'own', ask: (signal) => own.call(adapter, handle, { signal }) },
    add && {
      name: 'add',
      writes: true,
      ask: (signal) => add.call(adapter, handle, { body: '补充' }, { key: key(), signal }),
    },
    withdraw && {
      name: 'withdraw',
      writes: true,
      ask: (signal) => withdraw.call(adapter, handle, { signal }),
    },
    urge && { name: 'urge', writes: true, ask: (signal) => urge.call(adapter, handle, { signal }) },
    rate && {
      name: 'rate',
      writes: true,
      ask: (signal) => rate.call(adapter, handle, { solved: 'yes' }, { signal }),
    },
    reopen && {
      name: 'reopen',
      writes: true,
      ask: (signal) => reopen.call(adapter, handle, { body: '还没有解决' }, { key: key(), signal }),
    },
    erase && { name: 'erase', writes: true, ask: (signal) => erase.call(adapter, handle, { signal }) },
    version && { name: 'version', ask: (signal) => version.call(adapter, { signal }) },
    meToo && {
      name: 'meToo',
      writes: true,
      ask: (signal) => meToo.call(adapter, '1', { device: 'd', signal }),
    },
    thank && {
      name: 'thank',
      writes: true,
      ask: (signal) => thank.call(adapter, '1', { device: 'd', signal }),
    },
    comments && { name: 'comments', ask: (signal) => comments.call(adapter, '1', { signal }) },
    comment && {
      name: 'comment',
      writes: true,
      ask: (signal) => comment.call(adapter, '1', { body: '我家也是这样' }, { key: key(), signal }),
    },
    suggest && { name: 'suggest', ask: (signal) => suggest.call(adapter, '家里断药了', { signal }) },
    prefill && { name: 'prefill', ask: (signal) => prefill.call(adapter, 'ABCD-EFGH-JKMN', { signal }) },
    arrived && {
      name: 'arrived',
      ask: (signal) => arrived.call(adapter, 'https://news.example.cn/', 1, { signal }),
    },
    slot && { name: 'slot', ask: async (signal) => (await slot.call(adapter)).read({ signal }) },
    stats && { name: 'stats', ask: (signal) => stats.call(adapter, { period: 'all' }, { signal }) },
  ];
  return calls.filter((call): call is Call => Boolean(call));
}
