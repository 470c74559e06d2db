import { ask } from '../rest/ask.js';
import type { HotlineAnswer } from './answer.js';
import { bodyText } from './body-text.js';
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
      read: readAsText,
    });

/** The answer as it came, with its body as text in whatever letters it was written. */
export const readAsText = async (response: Response): Promise<HotlineAnswer> => {
  const { status, headers } = response;
  return { status, headers, text: bodyText(await response.arrayBuffer(), headers.get('content-type') ?? '') };
};
