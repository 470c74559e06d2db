import { createHash, randomBytes } from 'node:crypto';
import type { DeskRole } from '../../model/index.js';
import { randomId } from './ids.js';
import type { Storage } from './index.js';

export interface DeskToken {
  id: string;
  name: string;
  role: DeskRole;
}

// 256 random bits: a plain hash is enough, there is nothing to guess.
const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** Makes a bearer token. It is given out this once; what is stored is its hash. */
export async function createDeskToken(
  { writes }: Pick<Storage, 'writes'>,
  { name, role }: Omit<DeskToken, 'id'>,
  at: number,
): Promise<string> {
  const token = `hbd_${randomBytes(32).toString('base64url')}`;
  await writes.write(({ db }) =>
    db
      .insertInto('desk_token')
      .values({ id: randomId(), hash: hashOf(token), name, role, created_at: at })
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
    .select(['id', 'name', 'role'])
    .where('hash', '=', hashOf(token))
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row as DeskToken | undefined;
}
