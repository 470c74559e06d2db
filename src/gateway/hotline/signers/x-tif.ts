import { createHash } from 'node:crypto';
import { headerOf, mustBe, timeOf, type Scheme } from './scheme.js';

const signature = (time: string, nonce: string, token: string): string =>
  createHash('sha256')
    .update(time + token + nonce + time)
    .digest('hex');

/** `x-tif`: seconds, a nonce, and the hash of both around a shared token. It does not vouch for the body. */
export const xTif: Scheme = {
  needs: ['paasid', 'token'],
  sign(call, secrets, { at, nonce }) {
    const time = String(Math.floor(at / 1000));
    const headers = {
      ...call.headers,
      'x-tif-paasid': secrets['paasid']!,
      'x-tif-timestamp': time,
      'x-tif-nonce': nonce,
      'x-tif-signature': signature(time, nonce, secrets['token']!),
    };
    return { ...call, headers };
  },
  check(call, secrets) {
    const [time, nonce] = [headerOf(call, 'x-tif-timestamp'), headerOf(call, 'x-tif-nonce')];
    mustBe('x-tif-paasid', secrets['paasid']!, headerOf(call, 'x-tif-paasid'));
    mustBe(
      'x-tif-signature',
      signature(time, nonce, secrets['token']!),
      headerOf(call, 'x-tif-signature'),
      'case',
    );
    return { at: timeOf('x-tif-timestamp', time, 's'), nonce, body: call.body };
  },
};
