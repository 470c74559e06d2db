import { createHash, randomBytes } from 'node:crypto';
import { UNIT_ROLES, type DeskRole } from '../../model/index.js';
import { GatewayError } from '../gateway-error.js';
import { randomId } from './ids.js';
import type { Storage } from './index.js';

export interface DeskToken {
  id: string;
  name: string;
  role: DeskRole;
  /** Where the role works for one. */
  unit?: string;
}

// 256 random bits: a plain hash is enough, there is nothing to guess.
const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Makes a bearer token. It is given out this once; what is stored is its hash. */
export async function createDeskToken(
  { writes }: Pick<Storage, 'writes'>,
  { name, role, unit }: Omit<DeskToken, 'id'>,
  at: number,
): Promise<string> {
  if ((UNIT_ROLES as readonly DeskRole[]).includes(role) && !unit)
    throw new GatewayError(`A ${role} works for a unit: name it with --unit.`);
  const token = `hbd_${randomBytes(32).toString('base64url')}`;
  await writes.write(({ db }) =>
    db
      .insertInto('desk_token')
      .values({ id: randomId(), hash: hashOf(token), name, role, unit: unit ?? null, created_at: at })
      .execute(),
  );
  return token;
}

/** Whose token it is; nobody's when it is unknown or revoked. */
export async function findDeskToken(
  { db }: Pick<Storage, 'db'>,
  token: string,
): Promise<DeskToken | undefined> {
  const row = await db
    .selectFrom('desk_token')
    .select(['id', 'name', 'role', 'unit'])
    .where('hash', '=', hashOf(token))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const { id, name, role, unit } = row;
  return { id, name, role: role as DeskRole, ...(unit && { unit }) };
}
