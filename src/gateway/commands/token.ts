import { DESK_ROLES } from '../../model/index.js';
import { EVERY_BOARD } from '../people/person.js';
import { onSite } from './on-site.js';
import { daysOf, needed, oneOf, type Given } from './options.js';
import { UsageError } from './usage.js';

/** Long enough not to stop in the middle of an emergency, short enough that a forgotten one ends. */
const DAYS = '365';

export async function tokenCreate(given: Given): Promise<void> {
  const role = oneOf(needed(given, 'role'), DESK_ROLES, 'role');
  const name = needed(given, 'name');
  const { unit, 'every-board': every } = given.values;
  const board = every ? EVERY_BOARD : given.values.board;
  const days = daysOf(given.values.days ?? DAYS) ?? undefined;
  console.log(await onSite(given, 'createToken', { role, name, unit, board, days }));
}

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

export async function tokenList(given: Given): Promise<void> {
  for (const { id, name, role, board, unit, createdAt, expiresAt, revokedAt } of await onSite(
    given,
    'listTokens',
    null,
  )) {
    const may = `${role}@${board}${unit ? ` (${unit})` : ''}`;
    const ends = revokedAt
      ? `REVOKED ${day(revokedAt)}`
      : expiresAt
        ? `${expiresAt <= Date.now() ? 'EXPIRED' : 'until'} ${day(expiresAt)}`
        : 'never ends';
    console.log([id, name, may, `made ${day(createdAt)}`, ends].join('\t'));
  }
}

export async function tokenRevoke(given: Given): Promise<void> {
  const id = given.words[2];
  if (!id) throw new UsageError('The id of the token is missing: token list shows it.');
  await onSite(given, 'revokeToken', { id });
  console.log(`token ${id} opens nothing any more`);
}
