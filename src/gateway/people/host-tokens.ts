import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  decodeProtectedHeader,
  errors,
  importJWK,
  jwtVerify,
  type CryptoKey,
  type JWK,
  type KeyObject,
} from 'jose';
import { GatewayError } from '../gateway-error.js';

/** What sites sign with: a shared secret, or the public half of a key of theirs. */
const ALGORITHMS = ['HS256', 'RS256', 'ES256'];
/** Who a token is for: a reader of the site, or somebody who works at the site's own desk page. */
export const CITIZEN = 'help-board';
export const DESK = 'help-board-desk';
const FILE = 'host-keys.json';
/** A site's clock may be this far off. */
const TOLERANCE_S = 60;

type HostKey = JWK & { desk?: boolean };

export interface HostIdentity {
  /** The key's `kid`: which site says so. */
  host: string;
  /** The site's own name for its user. */
  user: string;
}

/** The site said so once, and the token is too old now: a fresh one will do. */
export class ExpiredTokenError extends Error {
  override name = 'ExpiredTokenError';
}

/**
 * Reads the word of a site about its signed-in user: a JWT with `aud`, `sub` and `exp`, signed with one of the keys in
 * `host-keys.json` (a JWK set; every key has `kid` and `alg`). Each key works with its own algorithm alone, and signs for
 * citizens; for desks too only where its member `desk` is true, because whoever has it can then be any colleague.
 */
export class HostTokens {
  readonly #keys = new Map<string, { alg: string; desk: boolean; key: CryptoKey | KeyObject | Uint8Array }>();

  static async open(dataDir: string, given = process.env['HELP_BOARD_HOST_KEYS']): Promise<HostTokens> {
    const text = given || readIfThere(join(dataDir, FILE));
    const tokens = new HostTokens();
    if (text) await tokens.#read(text, given ? 'HELP_BOARD_HOST_KEYS' : FILE);
    return tokens;
  }

  async #read(text: string, from: string): Promise<void> {
    let keys: HostKey[];
    try {
      ({ keys } = JSON.parse(text) as { keys: HostKey[] });
      if (!Array.isArray(keys)) throw new TypeError();
    } catch {
      throw new GatewayError(`${from} is no JWK set: {"keys": [ … ]}`);
    }
    for (const jwk of keys) {
      const { kid, alg } = jwk;
      if (!kid || !alg || !ALGORITHMS.includes(alg))
        throw new GatewayError(`${from}: every key has a kid and an alg (${ALGORITHMS.join(', ')}).`);
      if (jwk.kty === 'oct' && Buffer.from(jwk.k ?? '', 'base64url').length < 32)
        throw new GatewayError(`${from}: the secret ${kid} has less than 32 bytes.`);
      try {
        this.#keys.set(kid, { alg, desk: jwk.desk === true, key: await importJWK(jwk, alg) });
      } catch {
        throw new GatewayError(`${from}: the key ${kid} cannot be read.`);
      }
    }
  }

  /** Whether it may be one of ours: every other bearer token is left to others. */
  isOne(token: string): boolean {
    return this.#keys.size > 0 && token.split('.').length === 3;
  }

  /** Whose token it is; nobody's when it is not what it says. Throws `ExpiredTokenError`. */
  async read(token: string, audience: typeof CITIZEN | typeof DESK): Promise<HostIdentity | undefined> {
    try {
      const { kid = '' } = decodeProtectedHeader(token);
      const known = this.#keys.get(kid);
      if (!known || (audience === DESK && !known.desk)) return undefined;
      const { payload } = await jwtVerify(token, known.key, {
        ...{ algorithms: [known.alg], audience, clockTolerance: TOLERANCE_S },
        requiredClaims: ['sub', 'exp'],
      });
      return payload.sub ? { host: kid, user: payload.sub } : undefined;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new ExpiredTokenError();
      return undefined;
    }
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
