import { createHash, timingSafeEqual } from 'node:crypto';
import { GatewayError } from '../../gateway-error.js';

/** A call over HTTP, ours to a hotline or a hotline's to us. */
export interface SignedCall {
  method: string;
  /** Absolute. */
  url: string;
  /** Names in small letters. */
  headers: Readonly<Record<string, string>>;
  body?: string | FormData;
}

/** When a call is signed, and what makes it unlike every other. */
export interface Moment {
  at: number;
  nonce: string;
}

/** Secrets by their names, from the environment or the gateway's own file. */
export type Secrets = Readonly<Record<string, string>>;

/** What a signature vouches for. */
export interface Claim extends Moment {
  /** The body as it is to be read. */
  body: string;
}

/** A way in which hotlines sign. The one that signs and the one that checks have the same secrets. */
export interface Scheme {
  /** Names of the secrets that it cannot do without. */
  needs: readonly string[];
  sign(call: SignedCall, secrets: Secrets, moment: Moment): SignedCall;
  /**
   * Whether a call was signed with these secrets. When, and whether for the first time, is for the caller to judge.
   * @throws SignatureError
   */
  check(call: SignedCall & { body: string }, secrets: Secrets): Claim;
}

/** The call does not show that it comes from the hotline: what is wrong, and where. */
export class SignatureError extends GatewayError {
  override name = 'SignatureError';
  readonly place: string;

  constructor(place: string, problem: string) {
    super(`${place}: ${problem}`);
    this.place = place;
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Says nothing by the time it takes. Digits of hex count in both cases where `any` is given. */
export function mustBe(place: string, expected: string, given: string | undefined, any?: 'case'): void {
  if (!given) throw new SignatureError(place, 'missing');
  const [a, b] = any ? [expected.toLowerCase(), given.toLowerCase()] : [expected, given];
  if (!timingSafeEqual(digest(a), digest(b))) throw new SignatureError(place, 'does not fit');
}

export function headerOf({ headers }: SignedCall, name: string): string {
  const value = headers[name];
  if (!value) throw new SignatureError(name, 'missing');
  return value;
}

/** A moment as the call tells it, in seconds or in milliseconds. */
export function timeOf(place: string, value: unknown, unit: 's' | 'ms'): number {
  const digits = String(value ?? '');
  if (!/^\d{9,14}$/.test(digits)) throw new SignatureError(place, `no time in ${unit}`);
  return Number(digits) * (unit === 's' ? 1000 : 1);
}
