import { TEMPLATES, type TemplateName } from '../../model/index.js';
import { onSite } from './on-site.js';
import { daysOf, needed, oneOf, type Given } from './options.js';
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
    parent: given.values.parent,
  };
  await onSite(given, 'createBoard', board);
  console.log(`board ${board.key} is made`);
}

export async function seed(given: Given): Promise<void> {
  const key = boardKey(given, 1);
  const count = await onSite(given, 'seed', { board: key });
  console.log(`board ${key} holds ${count} demonstration requests`);
}

/** Puts a board below another. */
export async function boardPlace(given: Given): Promise<void> {
  const board = boardKey(given, 2);
  const said = needed(given, 'parent');
  await onSite(given, 'placeBoard', { board, parent: said === 'none' ? null : said });
  console.log(said === 'none' ? `board ${board} stands on its own` : `board ${board} stands below ${said}`);
}

/** How long a board keeps what is private of a closed request. */
export async function boardRetention(given: Given): Promise<void> {
  const key = boardKey(given, 2);
  const days = daysOf(needed(given, 'days'));
  await onSite(given, 'keepFor', { board: key, days });
  console.log(
    days === null
      ? `board ${key} keeps what is private for ever`
      : `board ${key} throws away what is private of a request ${days} days after it was closed`,
  );
}
