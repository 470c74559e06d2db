import { audit } from '../loop/change.js';
import { randomId } from '../storage/ids.js';
import type { Storage } from '../storage/index.js';
import { sameHash, type Secret } from '../storage/secret.js';
import type { Reader } from '../storage/tables.js';
import type { Account } from './accounts.js';
import { EVERY_BOARD } from './person.js';

/** An access token opens the desk for so long; then the cookie makes a new one. */
export const ACCESS_MS = 10 * 60_000;
/** Unused for so long a session ends. */
export const SESSION_MS = 14 * 24 * 3_600_000;
/** The answer with the new cookie may get lost, and two tabs may ask at once: the one before is honoured for so long. */
const GRACE_MS = 30_000;

const ACCESS = 'hba_';

/** What somebody who has signed in holds. */
export interface Opened {
  account: string;
  /** Bearer token of desk calls. */
  access: string;
  /** For the cookie; each opens the session once. */
  refresh: string;
}

/**
 * Tokens are derived from the session, like a requester's from the key: nothing that opens anything is stored, and a
 * repeated call can be given the same answer.
 */
const refreshToken = (secret: Secret, id: string, turn: number): string =>
  `${id}.${turn}.${secret.hash('refresh', id, String(turn))}`;

function opened(secret: Secret, id: string, account: string, turn: number, at: number): Opened {
  const until = (at + ACCESS_MS).toString(36);
  const access = `${ACCESS}${id}.${until}.${secret.hash('access', id, until)}`;
  return { account, access, refresh: refreshToken(secret, id, turn) };
}

export async function startSession(
  { writes, secret }: Storage,
  { id: account }: Pick<Account, 'id'>,
  at: number,
): Promise<Opened> {
  const id = randomId() + randomId();
  await writes.write(async (context) => {
    const times = { turned_at: at, created_at: at, expires_at: at + SESSION_MS, ended_at: null };
    await context.db
      .insertInto('session')
      .values({ id, account, turn: 0, ...times })
      .execute();
    await audit(context, {
      ...{ actor: { kind: 'desk', id: account }, action: 'sign-in', board: EVERY_BOARD, at },
    });
  });
  return opened(secret, id, account, 0, at);
}

interface Shown {
  id: string;
  turn: number;
}

/** What a refresh token says, where it is one of ours. */
function readRefresh(secret: Secret, token: string): Shown | undefined {
  const [id = '', turn = ''] = token.split('.');
  if (!/^\d{1,9}$/.test(turn) || !sameHash(token, refreshToken(secret, id, Number(turn)))) return undefined;
  return { id, turn: Number(turn) };
}

async function living({ db }: Reader, id: string, at: number) {
  return db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account')
    .select(['session.account', 'session.turn', 'session.turned_at'])
    .where('session.id', '=', id)
    .where('session.ended_at', 'is', null)
    .where('session.expires_at', '>', at)
    .where('account.locked_at', 'is', null)
    .executeTakeFirst();
}

/**
 * New tokens for a refresh token, which is used up with it. One that had been used up before is somebody else's copy, or
 * the owner's after somebody else's: nobody can tell, so the session ends for both.
 */
export async function refreshSession(
  { writes, secret }: Storage,
  token: string,
  at: number,
): Promise<Opened | undefined> {
  const shown = readRefresh(secret, token);
  if (!shown) return undefined;
  const { id } = shown;
  return writes.write(async (context) => {
    const session = await living(context, id, at);
    if (!session) return undefined;
    const { account, turn } = session;
    if (shown.turn === turn - 1 && at - session.turned_at <= GRACE_MS)
      return opened(secret, id, account, turn, at);
    const again = shown.turn !== turn;
    const set = again ? { ended_at: at } : { turn: turn + 1, turned_at: at, expires_at: at + SESSION_MS };
    await context.db.updateTable('session').set(set).where('id', '=', id).execute();
    if (!again) return opened(secret, id, account, turn + 1, at);
    const actor = { kind: 'desk', id: account } as const;
    await audit(context, { actor, action: 'refresh-token-reused', board: EVERY_BOARD, at });
    return undefined;
  });
}

export async function endSession({ writes, secret }: Storage, token: string, at: number): Promise<void> {
  const shown = readRefresh(secret, token);
  if (!shown) return;
  await writes.write(async (context) => {
    const session = await living(context, shown.id, at);
    if (!session) return;
    await context.db.updateTable('session').set({ ended_at: at }).where('id', '=', shown.id).execute();
    const actor = { kind: 'desk', id: session.account } as const;
    await audit(context, { actor, action: 'sign-out', board: EVERY_BOARD, at });
  });
}

export const isAccessToken = (token: string): boolean => token.startsWith(ACCESS);

/** Whose access token it is. The session is asked for each time: who was locked or signed out is out at once. */
export async function accountOfAccess(
  storage: Storage,
  token: string,
  at: number,
): Promise<string | undefined> {
  const [id = '', until = '', mac = ''] = token.slice(ACCESS.length).split('.');
  if (!sameHash(mac, storage.secret.hash('access', id, until)) || parseInt(until, 36) <= at) return undefined;
  return (await living(storage, id, at))?.account;
}
