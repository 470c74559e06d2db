import { createHmac } from 'node:crypto';
import { headerOf, mustBe, SignatureError, type Scheme, type Secrets, type SignedCall } from './scheme.js';

/** Names in order, then values; both as a URL writes them. */
function sortedQuery(url: URL): string {
  const pairs = [...url.searchParams].map(([name, value]) =>
    [name, value].map((part) => encodeURIComponent(part)).join('='),
  );
  return pairs.sort().join('&');
}

/** The path as it was given: a URL class of another language may have escaped it in another way. */
function signature({ method, url }: SignedCall, date: string, { ak = '', sk = '' }: Secrets): string {
  const target = new URL(url);
  const text = [method.toUpperCase(), target.pathname, sortedQuery(target), ak, date, ''].join('\n');
  return createHmac('sha256', sk).update(text).digest('base64');
}

/** `X-BG-HMAC` of the provincial gateways: method, path, query and date; no nonce, so the signature itself is one. */
export const bgHmac: Scheme = {
  needs: ['ak', 'sk'],
  sign(call, secrets, { at }) {
    const date = new Date(at).toUTCString();
    const headers = {
      ...call.headers,
      'x-bg-date-time': date,
      'x-bg-hmac-access-key': secrets['ak']!,
      'x-bg-hmac-algorithm': 'hmac-sha256',
      'x-bg-hmac-signature': signature(call, date, secrets),
    };
    return { ...call, headers };
  },
  check(call, secrets) {
    const date = headerOf(call, 'x-bg-date-time');
    const given = headerOf(call, 'x-bg-hmac-signature');
    mustBe('x-bg-hmac-access-key', secrets['ak']!, headerOf(call, 'x-bg-hmac-access-key'));
    mustBe('x-bg-hmac-signature', signature(call, date, secrets), given);
    const at = / GMT$/.test(date) ? Date.parse(date) : NaN;
    if (isNaN(at)) throw new SignatureError('x-bg-date-time', 'no GMT date');
    return { at, nonce: given, body: call.body };
  },
};
