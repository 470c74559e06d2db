import { ERROR_CODES, HelpBoardError, type ErrorCode } from '../errors.js';

export interface AskOptions {
  signal?: AbortSignal;
  method?: string;
  headers?: Record<string, string>;
  body?: string | Blob;
  /** Milliseconds until no answer counts as none. */
  timeout?: number;
  /** An answer that was asked for earlier. */
  early?: Promise<Response>;
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
export function ask(url: string, { signal, timeout = 15_000, early, ...init }: AskOptions): Promise<Answer> {
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
      .then(async (response) => resolve(read(response, await response.text())))
      .catch((cause) => fail(cause))
      .then(() => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', aborted);
      });
  });
}

function read({ ok, status, headers }: Response, text: string): Answer {
  let json: unknown;
  try {
    json = text ? JSON.parse(text) : undefined;
  } catch {
    // HTML of a captive portal, a firewall or a proxy: not from our backend, whatever the status says.
  }
  if (!ok) throw failure(status, headers, json);
  if (text && json === undefined) throw new HelpBoardError('bad-answer', { status });
  return { json, headers };
}

/** What a status means when no problem document says it. A 403 or 404 without our code comes from something in between. */
function codeOf(status: number): ErrorCode {
  if (status >= 500) return 'server';
  if (status === 401) return 'unauthorized';
  if (status === 413) return 'too-large';
  if (status === 429) return 'rate-limited';
  return 'bad-answer';
}

function failure(status: number, headers: Headers, json: unknown): HelpBoardError {
  const problem =
    /problem\+json/.test(headers.get('content-type') ?? '') && (json as Record<string, unknown>);
  const { code, fields } = (problem || {}) as { code?: ErrorCode; fields?: Record<string, string> };
  return new HelpBoardError(ERROR_CODES.includes(code!) ? code! : codeOf(status), {
    status,
    retryAfter: retryAfter(headers),
    fields: fields && typeof fields === 'object' ? fields : undefined,
    cause: json,
  });
}

/** `Retry-After` in seconds: a number or an HTTP date (RFC 9110 §10.2.3). */
function retryAfter(headers: Headers): number | undefined {
  const value = headers.get('retry-after');
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value.trim()) ? +value : (Date.parse(value) - Date.now()) / 1000;
  return seconds >= 0 ? seconds : undefined;
}
