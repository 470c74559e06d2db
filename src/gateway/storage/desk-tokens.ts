import { createHash, randomBytes } from 'node:crypto';
import { UNIT_ROLES, type DeskRole } from '../../model/index.js';
import { GatewayError } from '../gateway-error.js';
import { EVERY_BOARD } from '../people/person.js';
import { randomId } from './ids.js';
import type { Storage } from './index.js';

export interface DeskToken {
  id: string;
  name: string;
  role: DeskRole;
  /** A board's key, or `*` for every board. */
  board: string;
  /** Where the role works for one. */
  unit?: string;
}

/** As it is asked for: of the site's only board where none is named, and without an end where no days are. */
export interface NewToken extends Omit<DeskToken, 'id' | 'board'> {
  board?: string;
  /** Days until it opens nothing any more. */
  days?: number;
}

export interface ListedToken extends DeskToken {
  createdAt: number;
  expiresAt?: number;
  revokedAt?: number;
}

const DAY = 24 * 3_600_000;

// 256 random bits: a plain hash is enough, there is nothing to guess.
const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');

/** A token is for one board unless somebody says otherwise. */
function onlyOne(boards: Storage['boards']): string {
  const [board, another] = boards.keys();
  if (board === undefined) throw new GatewayError('There is no board yet: make one with board create.');
  if (another !== undefined)
    throw new GatewayError('There are several boards: name one with --board, or say --every-board.');
  return board;
}

/** Makes a bearer token. It is given out this once; what is stored is its hash. */
export async function createDeskToken(
  { writes, boards }: Pick<Storage, 'writes' | 'boards'>,
  { name, role, unit, board = onlyOne(boards), days }: NewToken,
  at: number,
): Promise<string> {
  if ((UNIT_ROLES as readonly DeskRole[]).includes(role) && !unit)
    throw new GatewayError(`A ${role} works for a unit: name it with --unit.`);
  if (board !== EVERY_BOARD && !boards.get(board)) throw new GatewayError(`There is no board ${board}.`);
  const token = `hbd_${randomBytes(32).toString('base64url')}`;
  await writes.write(({ db }) =>
    db
      .insertInto('desk_token')
      .values({
        ...{ id: randomId(), hash: hashOf(token), name, role, unit: unit ?? null, board },
        ...{ created_at: at, expires_at: days === undefined ? null : at + days * DAY },
      })
      .execute(),
  );
  return token;
}

/** Whose token it is; nobody's when it is unknown, revoked or too old. */
export async function findDeskToken(
  { db }: Pick<Storage, 'db'>,
  token: string,
  at: number,
): Promise<DeskToken | undefined> {
  const row = await db
    .selectFrom('desk_token')
    .select(['id', 'name', 'role', 'unit', 'board'])
    .where('hash', '=', hashOf(token))
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', at)]))
    .executeTakeFirst();
  if (!row) return undefined;
  const { id, name, role, unit, board } = row;
  return { id, name, role: role as DeskRole, board, ...(unit && { unit }) };
}

/** All there have been, the newest first. None of them can be read out of it. */
export async function listDeskTokens({ db }: Pick<Storage, 'db'>): Promise<ListedToken[]> {
  const rows = await db.selectFrom('desk_token').selectAll().orderBy('created_at', 'desc').execute();
  return rows.map(({ id, name, role, unit, board, created_at, expires_at, revoked_at }) => ({
    ...{ id, name, role: role as DeskRole, board, createdAt: created_at },
    ...(unit && { unit }),
    ...(expires_at !== null && { expiresAt: expires_at }),
    ...(revoked_at !== null && { revokedAt: revoked_at }),
  }));
}

/** From now on it opens nothing. What was done with it stays on record under its name. */
export async function revokeDeskToken(
  { writes }: Pick<Storage, 'writes'>,
  id: string,
  at: number,
): Promise<void> {
  await writes.write(async ({ db }) => {
    const known = await db.selectFrom('desk_token').select('id').where('id', '=', id).executeTakeFirst();
    if (!known) throw new GatewayError(`There is no token ${id}: token list shows them.`);
    await db
      .updateTable('desk_token')
      .set({ revoked_at: at })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .execute();
  });
}
