import { plainCode } from '../../model/index.js';
import type { Secret } from '../storage/secret.js';

/** The key that a post came under, with all that is derived from it: each made when it is first asked for, and once. */
export class SubmissionKey {
  readonly #secret: Secret;
  #hash: string | undefined;
  #trackingCode: string | undefined;
  #token: string | undefined;

  constructor(
    secret: Secret,
    readonly board: string,
    /** As the client made it. Never stored. */
    readonly key: string,
  ) {
    this.#secret = secret;
  }

  /** What it is stored as. */
  get hash(): string {
    return (this.#hash ??= keyHash(this.#secret, this.board, this.key));
  }

  get trackingCode(): string {
    return (this.#trackingCode ??= this.#secret.trackingCode(this.board, this.key));
  }

  /** The requester's. */
  get token(): string {
    return (this.#token ??= this.#secret.requesterToken(this.board, this.key));
  }
}

export const keyHash = (secret: Secret, board: string, key: string): string => secret.hash('key', board, key);
export const tokenHash = (secret: Secret, token: string): string => secret.hash('token', token);
export const trackingHash = (secret: Secret, board: string, code: string): string =>
  secret.hash('tracking', board, plainCode(code));
