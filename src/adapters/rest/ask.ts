import { HelpBoardError, type ErrorCode } from '../errors.js';

export interface AskOptions<T = Answer> {
  signal?: AbortSignal;
  method?: string;
  headers?: Record<string, string>;
  body?: string | Blob | FormData;
  /** An answer that leads elsewhere is taken as it is. */
  redirect?: 'manual';
  /** Milliseconds until no answer counts as none. */
  timeout?: number;
  /** An answer that was asked for earlier. */
  early?: Promise<Response>;
  /** What is made of the response: JSON of a success, or an error. */
  read?: (response: Response) => Promise<T>;
}

export interface Answer {
  /** Decoded from JSON, whatever the content type says; nothing of it is trusted. */
  json: unknown;
  headers: Headers;
}

/**
 * One HTTP call that ends in an answer of JSON or in a `HelpBoardError`, never in anything else and never not at all. The
 * time-out covers the body too, and does not lean on the fetch's own abort: Chromium 64 has none.
 */
export function ask<T = Answer>(
  url: string,
  { signal, timeout = 15_000, early, read = readJson as never, ...init }: AskOptions<T> = {},
): Promise<T> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const fail = (cause: unknown, code: ErrorCode = 'network') => {
      reject(cause instanceof HelpBoardError ? cause : new HelpBoardError(code, { cause }));
      controller.abort();
    };
    const aborted = () => fail(undefined, 'aborted');
    if (signal?.aborted) return aborted();
    signal?.addEventListener('abort', aborted);
    const timer = setTimeout(fail, timeout);
    const fetched = () => fetch(url, { ...init, credentials: 'omit', signal: controller.signal });
    void (early ? early.catch(fetched) : fetched())
      .then(read)
      .then(resolve)
      .catch((cause) => fail(cause))
      .then(() => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', aborted);
      });
  });
}

async function readJson(response: Response): Promise<Answer> {
  const { ok, status, headers } = response;
  const text = await response.text();
  let json: unknown;
  try {
    json = text ? JSON.parse(text) : undefined;
  } catch {
    // HTML of a captive portal, a firewall or a proxy: not from our backend, whatever the status says.
  }
  if (!ok) throw (await import('./failure.js')).failure(status, headers, json);
  if (text && json === undefined) throw new HelpBoardError('bad-answer', { status });
  return { json, headers };
}
