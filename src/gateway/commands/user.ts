import { DESK_ROLES } from '../../model/index.js';
import { EVERY_BOARD } from '../people/person.js';
import { onSite } from './on-site.js';
import { needed, oneOf, type Given } from './options.js';
import { UsageError } from './usage.js';

function nameOf({ words }: Given): string {
  const name = words[2];
  if (!name) throw new UsageError('The name of the account is missing.');
  return name;
}

const passwordGiven = (name: string, password: string): void =>
  console.log(`password of ${name}, shown this once: ${password}`);

export async function userAdd(given: Given): Promise<void> {
  const name = nameOf(given);
  passwordGiven(name, await onSite(given, 'addUser', { name, displayName: needed(given, 'name') }));
}

export async function userRole(given: Given): Promise<void> {
  const name = nameOf(given);
  const { board = EVERY_BOARD, unit, take = false } = given.values;
  const role = oneOf(needed(given, 'role'), DESK_ROLES, 'role');
  await onSite(given, 'setUserRole', { name, grant: { board, role, unit }, given: !take });
  console.log(
    `${name} is ${take ? 'no longer ' : ''}${role} on ${board === EVERY_BOARD ? 'every board' : board}`,
  );
}

export async function userList(given: Given): Promise<void> {
  for (const { name, displayName, locked, grants } of await onSite(given, 'listUsers', null)) {
    const roles = grants.map(({ board, role, unit }) => `${role}@${board}${unit ? ` (${unit})` : ''}`);
    console.log([name, displayName, roles.join(', ') || 'no role', ...(locked ? ['LOCKED'] : [])].join('\t'));
  }
}

const lock = (locked: boolean) => async (given: Given) => {
  const name = nameOf(given);
  await onSite(given, 'lockUser', { name, locked });
  console.log(`${name} is ${locked ? 'locked, and signed out everywhere' : 'unlocked'}`);
};
export const userLock = lock(true);
export const userUnlock = lock(false);

export async function userPassword(given: Given): Promise<void> {
  const name = nameOf(given);
  passwordGiven(name, await onSite(given, 'resetPassword', { name }));
}
