import { DESK_ROLES, TEMPLATES, type TemplateName } from '../../model/index.js';
import { onSite } from './on-site.js';
import { needed, oneOf, type Given } from './options.js';
import { UsageError } from './usage.js';

function boardKey({ words }: Given, at: number): string {
  const key = words[at];
  if (!key) throw new UsageError('The key of the board is missing.');
  return key;
}

export async function boardCreate(given: Given): Promise<void> {
  const board = {
    key: boardKey(given, 2),
    template: oneOf(needed(given, 'template'), Object.keys(TEMPLATES) as TemplateName[], 'template'),
    title: needed(given, 'title'),
    region: needed(given, 'region'),
  };
  await onSite(given, 'createBoard', board);
  console.log(`board ${board.key} is made`);
}

export async function seed(given: Given): Promise<void> {
  const key = boardKey(given, 1);
  const count = await onSite(given, 'seed', { board: key });
  console.log(`board ${key} holds ${count} demonstration requests`);
}

export async function tokenCreate(given: Given): Promise<void> {
  const role = oneOf(needed(given, 'role'), DESK_ROLES, 'role');
  const name = needed(given, 'name');
  const { unit } = given.values;
  console.log(await onSite(given, 'createToken', { role, name, unit }));
}

/** How long a board keeps what is private of a closed request. */
export async function boardRetention(given: Given): Promise<void> {
  const key = boardKey(given, 2);
  const said = needed(given, 'days');
  const days = said === 'never' ? null : Number(said);
  if (days !== null && !(Number.isInteger(days) && days >= 1 && days <= 36_500))
    throw new UsageError(`--days ${said}: a number of days, or never.`);
  await onSite(given, 'keepFor', { board: key, days });
  console.log(
    days === null
      ? `board ${key} keeps what is private for ever`
      : `board ${key} throws away what is private of a request ${days} days after it was closed`,
  );
}
