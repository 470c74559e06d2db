import { ask } from '../rest/ask.js';
import type { HotlineAnswer } from './answer.js';
import type { HotlineCall } from './call.js';

/** Carries a call to the hotline and its answer back. A gateway signs in its own. */
export type Exchange = (call: HotlineCall, signal?: AbortSignal) => Promise<HotlineAnswer>;

/** A picture over a village's 2G. */
const SLOW = 120_000;
const POST = 30_000;

/** Over `fetch`, without cookies. */
export const fetchExchange =
  (backend: string): Exchange =>
  ({ operation, method, path, headers, body }, signal) =>
    ask(backend + path, {
      ...{ method, headers, body, signal },
      timeout:
        body instanceof FormData || operation === 'upload' ? SLOW : method === 'GET' ? undefined : POST,
      read: async (response) => ({
        status: response.status,
        headers: response.headers,
        text: await response.text(),
      }),
    });
