import { randomUUID } from 'node:crypto';
import { readAsText, type Exchange } from '../../adapters/hotline/index.js';
import { ask } from '../../adapters/rest/ask.js';
import type { Scheme, Secrets } from './signers/index.js';

/** Shorter than a job's turn: whoever takes over must not find a call of the one before still under way. */
const TIMEOUT_MS = 45_000;

/** Over HTTP, each call signed at the moment it goes. A redirect is an answer like any other: it would leave with the secrets. */
export const signedExchange =
  (backend: string, scheme?: Scheme, secrets: Secrets = {}): Exchange =>
  ({ method, path, headers, body }, signal) => {
    const call = { method, url: backend + path, headers, body };
    const signed = scheme?.sign(call, secrets, { at: Date.now(), nonce: randomUUID() }) ?? call;
    return ask(signed.url, {
      ...{ method, headers: { ...signed.headers }, body: signed.body },
      ...{ signal, timeout: TIMEOUT_MS, redirect: 'manual', read: readAsText },
    });
  };
