import { createHmac } from 'node:crypto';
import { headerOf, mustBe, timeOf, type Scheme, type Secrets } from './scheme.js';

export const nationalSignature = (rid: string, rtime: string, { sid = '', secret = '' }: Secrets): string =>
  createHmac('sha256', secret)
    .update(sid + rid + rtime)
    .digest('base64');

/** The national service platform's: it vouches for who calls and when, not for what is said. Use it over TLS alone. */
export const national: Scheme = {
  needs: ['sid', 'secret'],
  sign(call, secrets, { at, nonce }) {
    const headers = {
      ...call.headers,
      gjzwfwpt_rid: nonce,
      gjzwfwpt_sid: secrets['sid']!,
      gjzwfwpt_rtime: String(at),
      gjzwfwpt_sign: nationalSignature(nonce, String(at), secrets),
    };
    return { ...call, headers };
  },
  check(call, secrets) {
    const [nonce, rtime] = [headerOf(call, 'gjzwfwpt_rid'), headerOf(call, 'gjzwfwpt_rtime')];
    mustBe('gjzwfwpt_sid', secrets['sid']!, headerOf(call, 'gjzwfwpt_sid'));
    mustBe('gjzwfwpt_sign', nationalSignature(nonce, rtime, secrets), headerOf(call, 'gjzwfwpt_sign'));
    return { at: timeOf('gjzwfwpt_rtime', rtime, 'ms'), nonce, body: call.body };
  },
};
