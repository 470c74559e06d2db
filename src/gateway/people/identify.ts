import { HelpBoardError } from '../../adapters/errors.js';
import { findDeskToken } from '../storage/desk-tokens.js';
import type { Storage } from '../storage/index.js';
import type { Reader } from '../storage/tables.js';
import { findAccount, grantsOf, type Account } from './accounts.js';
import { CITIZEN, DESK, ExpiredTokenError, type HostTokens } from './host-tokens.js';
import type { Person } from './person.js';
import { accountOfAccess, isAccessToken } from './sessions.js';

async function personOf(
  reader: Reader,
  { id, display_name }: Pick<Account, 'id' | 'display_name'>,
): Promise<Person> {
  return { actor: { kind: 'desk', id }, name: display_name, grants: await grantsOf(reader, id) };
}

/**
 * Who holds a bearer token of the desk: a token of its own, somebody who has signed in, or somebody whom a site vouches for.
 * What they may do is the gateway's own business in every case. Throws `unauthorized`.
 */
export async function identify(
  storage: Storage,
  hostTokens: HostTokens,
  token: string,
  at: number,
): Promise<Person> {
  const found = await (isAccessToken(token)
    ? bySession(storage, token, at)
    : hostTokens.isOne(token)
      ? byHost(storage, hostTokens, token)
      : byDeskToken(storage, token, at));
  if (!found) throw new HelpBoardError('unauthorized');
  return found;
}

async function bySession(storage: Storage, token: string, at: number): Promise<Person | undefined> {
  const id = await accountOfAccess(storage, token, at);
  const account =
    id && (await storage.db.selectFrom('account').selectAll().where('id', '=', id).executeTakeFirst());
  return account ? personOf(storage, account) : undefined;
}

async function byHost(storage: Storage, hostTokens: HostTokens, token: string): Promise<Person | undefined> {
  const identity = await hostTokens.read(token, DESK).catch(() => undefined);
  const account = identity && (await findAccount(storage, identity.user));
  return account && account.locked_at === null ? personOf(storage, account) : undefined;
}

async function byDeskToken(storage: Storage, token: string, at: number): Promise<Person | undefined> {
  const found = await findDeskToken(storage, token, at);
  if (!found) return undefined;
  const { id, name, role, unit, board } = found;
  const grant = { board, role, ...(unit && { unit }) };
  return { actor: { kind: 'desk', id }, name, grants: [grant] };
}

/**
 * The hash that stands for a site's signed-in reader; nothing where the token is not one of a site known here. One that was
 * good and is too old is `unauthorized`: the page fetches another and sends again.
 */
export async function citizenOf(
  { secret }: Pick<Storage, 'secret'>,
  hostTokens: HostTokens,
  token: string | undefined,
): Promise<string | undefined> {
  if (!token || !hostTokens.isOne(token)) return undefined;
  try {
    const identity = await hostTokens.read(token, CITIZEN);
    return identity && secret.hash('citizen', identity.host, identity.user);
  } catch (cause) {
    if (cause instanceof ExpiredTokenError) throw new HelpBoardError('unauthorized', { cause });
    throw cause;
  }
}
