import type { Selectable } from 'kysely';
import { DESK_ROLES, UNIT_ROLES, type DeskRole } from '../../model/index.js';
import { GatewayError } from '../gateway-error.js';
import { audit, type Actor } from '../loop/change.js';
import { randomId } from '../storage/ids.js';
import type { Storage } from '../storage/index.js';
import type { WriteContext } from '../storage/group-commit.js';
import type { AccountTable, Reader } from '../storage/tables.js';
import { EVERY_BOARD, type Grant } from './person.js';
import { hashPassword, newPassword } from './passwords.js';

export type Account = Selectable<AccountTable>;

/** Who uses the command. */
export const OPERATOR: Actor = { kind: 'gateway', id: 'command' };
const NAME = /^[\p{L}\p{N}][\p{L}\p{N}._@-]{0,39}$/u;
const NAME_MAX = 60;

const known = (name: string): string => name.normalize('NFKC').toLowerCase();

export const findAccount = ({ db }: Reader, name: string): Promise<Account | undefined> =>
  db.selectFrom('account').selectAll().where('name', '=', known(name)).executeTakeFirst();

export async function grantsOf({ db }: Reader, account: string): Promise<Grant[]> {
  const rows = await db
    .selectFrom('account_role')
    .select(['board', 'role', 'unit'])
    .where('account', '=', account)
    .orderBy('board')
    .orderBy('role')
    .execute();
  return rows
    .filter(({ role }) => (DESK_ROLES as readonly string[]).includes(role))
    .map(({ board, role, unit }) => ({ board, role: role as DeskRole, ...(unit && { unit }) }));
}

/** Makes an account without any role; gives its first password, this once. */
export async function addAccount(
  { writes }: Storage,
  { name, displayName }: { name: string; displayName: string },
  at: number,
): Promise<string> {
  if (!NAME.test(name))
    throw new GatewayError(`“${name}” is no name to sign in with: letters, digits, . _ @ -`);
  if (!displayName.trim() || displayName.length > NAME_MAX)
    throw new GatewayError(`What colleagues read has 1 to ${NAME_MAX} characters.`);
  const password = newPassword();
  const password_hash = await hashPassword(password);
  await writes.write(async (context) => {
    if (await findAccount(context, name)) throw new GatewayError(`There is an account ${name} already.`);
    const account = {
      ...{ id: randomId(), name: known(name), display_name: displayName.trim(), password_hash },
      ...{ created_at: at, locked_at: null },
    };
    await context.db.insertInto('account').values(account).execute();
    await note(context, 'account-add', account.id, at);
  });
  return password;
}

/** Gives a role on a board, or takes it. */
export async function setRole(
  storage: Storage,
  name: string,
  { board, role, unit }: Grant,
  given: boolean,
  at: number,
): Promise<void> {
  if (board !== EVERY_BOARD && !storage.boards.get(board))
    throw new GatewayError(`There is no board ${board}.`);
  const needsUnit = (UNIT_ROLES as readonly DeskRole[]).includes(role);
  if (given && needsUnit && !unit) throw new GatewayError(`A ${role} works for a unit: name it with --unit.`);
  await change(storage, name, at, `account-role-${given ? 'given' : 'taken'}`, async ({ db }, { id }) => {
    await db
      .deleteFrom('account_role')
      .where('account', '=', id)
      .where('board', '=', board)
      .where('role', '=', role)
      .execute();
    if (!given) return;
    const row = { account: id, board, role, unit: needsUnit ? unit! : null };
    await db.insertInto('account_role').values(row).execute();
  });
}

/** A locked account opens nothing, from this moment on; its sessions end. */
export const setLocked = (storage: Storage, name: string, locked: boolean, at: number): Promise<void> =>
  change(storage, name, at, locked ? 'account-lock' : 'account-unlock', async (context, { id }) => {
    const set = { locked_at: locked ? at : null };
    await context.db.updateTable('account').set(set).where('id', '=', id).execute();
    if (locked) await endSessions(context, id, at);
  });

/** A new password, given out this once; sessions end. */
export async function resetPassword(storage: Storage, name: string, at: number): Promise<string> {
  const password = newPassword();
  await storePassword(storage, name, password, at);
  return password;
}

export async function storePassword(
  storage: Storage,
  name: string,
  password: string,
  at: number,
  actor: Actor = OPERATOR,
): Promise<void> {
  const password_hash = await hashPassword(password);
  await change(
    storage,
    name,
    at,
    'account-password',
    async (context, { id }) => {
      await context.db.updateTable('account').set({ password_hash }).where('id', '=', id).execute();
      await endSessions(context, id, at);
    },
    actor,
  );
}

export interface ListedAccount {
  name: string;
  displayName: string;
  locked: boolean;
  grants: Grant[];
}

export async function listAccounts(reader: Reader): Promise<ListedAccount[]> {
  const rows = await reader.db.selectFrom('account').selectAll().orderBy('name').execute();
  const listed: ListedAccount[] = [];
  for (const { id, name, display_name, locked_at } of rows)
    listed.push({
      ...{ name, displayName: display_name, locked: locked_at !== null },
      grants: await grantsOf(reader, id),
    });
  return listed;
}

async function change(
  { writes }: Storage,
  name: string,
  at: number,
  action: string,
  work: (context: WriteContext, account: Account) => Promise<void>,
  actor: Actor = OPERATOR,
): Promise<void> {
  await writes.write(async (context) => {
    const account = await findAccount(context, name);
    if (!account) throw new GatewayError(`There is no account ${name}.`);
    await work(context, account);
    await note(context, action, account.id, at, actor);
  });
}

const endSessions = ({ db }: WriteContext, account: string, at: number) =>
  db
    .updateTable('session')
    .set({ ended_at: at })
    .where('account', '=', account)
    .where('ended_at', 'is', null)
    .execute();

const note = (context: WriteContext, action: string, account: string, at: number, actor = OPERATOR) =>
  audit(context, { actor, action, board: EVERY_BOARD, at, detail: { account } });
