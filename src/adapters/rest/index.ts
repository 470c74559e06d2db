import { boardSchema } from '../../model/board.js';
import { requestPageSchema } from '../../model/request.js';
import type { Schema } from '../../model/schema.js';
import type { AdapterOptions, Capabilities, HelpBoardAdapter, ListQuery } from '../contract.js';
import { HelpBoardError } from '../errors.js';
import { ask, type Answer, type AskOptions } from './ask.js';
import { decoded, segment } from './decoded.js';
import type { Requester } from './requester.js';
import { ServerClock } from './server-clock.js';

/** What the parts of the adapter share. */
export interface RestCall {
  /** Asks below the board's URL. */
  (path: string, options?: AskOptions): Promise<Answer>;
}

/** `sort` and `limit` first, as the script tag asks ahead: the same question is the same URL. */
function search({ sort, limit = 20, ...rest }: ListQuery): string {
  // By way of JSON: what is undefined is left out.
  return String(new URLSearchParams(JSON.parse(JSON.stringify({ sort, limit, ...rest }))));
}

/** Everything but the first screen's reads: its code loads when it is needed first. */
// prettier-ignore
export const LATER = [
  'submit', 'upload', 'add', 'track', 'own', 'withdraw', 'urge', 'rate', 'reopen', 'erase',
  'get', 'meToo', 'thank', 'comments', 'comment', 'suggest', 'prefill', 'stats', 'version', 'slot', 'arrived',
] as const;

/**
 * A backend that speaks the REST contract, v1: the help-board gateway, or anything behind the same paths. Public reads go
 * without credentials and without any header of ours, so that no preflight stands before the first answer.
 */
export function createRestAdapter({ backend, board, getToken, early }: AdapterOptions): HelpBoardAdapter {
  const root = `${backend}/boards/${segment(board)}`;
  const clock = new ServerClock();
  const call: RestCall = async (path, options = {}) => {
    const url = root + path;
    const answer = await ask(url, { ...options, early: options.method ? undefined : early?.(url) });
    clock.hear(answer.headers);
    return answer;
  };
  const read = async <T>(schema: Schema<T>, path: string, options?: AskOptions) =>
    decoded(schema, (await call(path, options)).json);
  const requester = async () => {
    try {
      return await (await import('./requester.js')).requester(call, getToken, root);
    } catch (cause) {
      // Offline, before this part of the code was ever fetched: the same as no answer.
      throw new HelpBoardError('network', { cause });
    }
  };

  const capabilities = { dedupe: 'key' } as Capabilities & Record<string, unknown>;
  const later = {} as Requester;
  for (const name of LATER) {
    capabilities[name] = true;
    (later as Record<string, unknown>)[name] = async (...given: unknown[]) =>
      ((await requester())[name] as (...given: unknown[]) => unknown)(...given);
  }

  const adapter: HelpBoardAdapter = {
    name: 'rest',
    capabilities,
    loadBoard: (options) => read(boardSchema, '', options),
    list: (query, options) => read(requestPageSchema, `/requests?${search(query)}`, options),
    ...later,
    prepare: requester,
    clockOffset: () => clock.offset,
  };
  return adapter;
}
