import { createHash, createHmac } from 'node:crypto';
import { mustBe, SignatureError, timeOf, type Scheme, type Secrets, type SignedCall } from './scheme.js';

type Parameters = Record<string, string>;
type Signature = (parameters: Parameters, secrets: Secrets) => string;

const names = (parameters: Parameters): string[] =>
  Object.keys(parameters)
    .filter((name) => parameters[name] !== '')
    .sort();

const pairs = (parameters: Parameters): string =>
  names(parameters)
    .map((name) => `${name}=${parameters[name]}`)
    .join('&');

const textOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');

const isJson = (body: string): boolean => /^\s*\{/.test(body);

/** What a call says, by name: of its query, and of its body. */
function parametersOf({ url, body }: SignedCall): Parameters {
  const said: Parameters = Object.fromEntries(new URL(url).searchParams);
  if (body instanceof FormData) {
    for (const [name, value] of body) if (typeof value === 'string') said[name] = value;
  } else if (body && isJson(body)) {
    let tree: Record<string, unknown>;
    try {
      tree = JSON.parse(body) as Record<string, unknown>;
    } catch {
      throw new SignatureError('body', 'no JSON');
    }
    for (const [name, value] of Object.entries(tree)) said[name] = textOf(value);
  } else if (body) Object.assign(said, Object.fromEntries(new URLSearchParams(body)));
  return said;
}

/** Where what is said stands: in the body where there is one, else in the query. */
function withParameters(call: SignedCall, more: Parameters): SignedCall {
  const { url, body } = call;
  if (body instanceof FormData) {
    for (const [name, value] of Object.entries(more)) body.set(name, value);
    return call;
  }
  if (body && isJson(body))
    return { ...call, body: JSON.stringify({ ...(JSON.parse(body) as object), ...more }) };
  if (body) return { ...call, body: `${body}&${new URLSearchParams(more).toString()}` };
  const target = new URL(url);
  for (const [name, value] of Object.entries(more)) target.searchParams.set(name, value);
  return { ...call, url: target.href };
}

/** Time and nonce beside the values, and a signature over all of them beside those. Empty values do not count. */
const over = (signature: Signature, as = 'sign'): Scheme => ({
  needs: ['key'],
  sign(call, secrets, { at, nonce }) {
    const stamped = withParameters(call, { timestamp: String(at), nonce });
    return withParameters(stamped, { [as]: signature(parametersOf(stamped), secrets) });
  },
  check(call, secrets) {
    const { [as]: given, ...parameters } = parametersOf(call);
    const { timestamp, nonce } = parameters;
    if (!nonce) throw new SignatureError('nonce', 'missing');
    mustBe(as, signature(parameters, secrets), given, 'case');
    return { at: timeOf('timestamp', timestamp, 'ms'), nonce, body: call.body };
  },
});

const keyed = (parameters: Parameters, { key = '' }: Secrets): string => `${pairs(parameters)}&key=${key}`;

const md5OfValues: Signature = (parameters, { key = '' }) => {
  const values = names(parameters).map((name) => parameters[name]);
  return createHash('md5')
    .update(values.join('') + key)
    .digest('hex');
};
/** MD5 of the values, by the order of their names, and the secret behind them. */
export const md5Values = over(md5OfValues);
/** The same, in `signature`. */
export const md5Signature = over(md5OfValues, 'signature');

/** MD5 of `k=v&…&key=secret` in upper case. */
export const md5Key = over((parameters, secrets) =>
  createHash('md5').update(keyed(parameters, secrets)).digest('hex').toUpperCase(),
);

/** SM3 of `k=v&…&key=secret` in upper case. */
export const sm3Key = over((parameters, secrets) =>
  createHash('sm3').update(keyed(parameters, secrets)).digest('hex').toUpperCase(),
);

/** HMAC-SM3 of `k=v&…` in hex. */
export const sm3Hmac = over((parameters, { key = '' }) =>
  createHmac('sm3', key).update(pairs(parameters)).digest('hex'),
);
