import { GatewayError } from '../../gateway-error.js';
import { bgHmac } from './bg-hmac.js';
import { national } from './national.js';
import { md5Key, md5Signature, md5Values, sm3Hmac, sm3Key } from './parameters.js';
import type { Scheme, Secrets } from './scheme.js';
import { sealedBody } from './sealed-body.js';
import { xTif } from './x-tif.js';

export { SignatureError, type Claim, type Scheme, type Secrets, type SignedCall } from './scheme.js';

/** By the names that a profile's `signer` may have. */
export const SCHEMES: Readonly<Record<string, Scheme>> = {
  gjzwfwpt: national,
  'x-tif': xTif,
  'x-bg-hmac': bgHmac,
  'md5-values': md5Values,
  'md5-signature': md5Signature,
  'md5-key': md5Key,
  'sm3-key': sm3Key,
  'sm3-hmac': sm3Hmac,
  'sm4-sm2': sealedBody,
};

/** The scheme of a name, with all the secrets that it needs. `from` tells where they were looked for. */
export function schemeOf(name: string, secrets: Secrets, from: string): Scheme {
  const scheme = Object.hasOwn(SCHEMES, name) ? SCHEMES[name]! : undefined;
  if (!scheme)
    throw new GatewayError(
      `${from}: no signer is called ${name}; there are ${Object.keys(SCHEMES).join(', ')}.`,
    );
  const missing = scheme.needs.filter((one) => !secrets[one]);
  if (missing.length) throw new GatewayError(`${from}: the signer ${name} needs ${missing.join(', ')}.`);
  return scheme;
}
