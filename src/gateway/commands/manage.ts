import { NEWSROOM, TEMPLATES, type TemplateName } from '../../model/index.js';
import { createGateway, type Gateway } from '../gateway.js';
import { needed, placeOf, type Given } from './options.js';
import { UsageError } from './usage.js';

/** Runs on the data folder without serving anything. */
async function withGateway<T>(given: Given, work: (gateway: Gateway) => Promise<T>): Promise<T> {
  const gateway = await createGateway({ ...placeOf(given), logLevel: 'silent' });
  try {
    return await work(gateway);
  } finally {
    await gateway.close();
  }
}

function oneOf<T extends string>(value: string, allowed: readonly T[], option: string): T {
  const found = allowed.find((name) => name === value);
  if (!found) throw new UsageError(`--${option} ${value}: there is ${allowed.join(', ')}.`);
  return found;
}

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
  await withGateway(given, (gateway) => gateway.createBoard(board));
  console.log(`board ${board.key} is made`);
}

export async function seed(given: Given): Promise<void> {
  const key = boardKey(given, 1);
  const count = await withGateway(given, (gateway) => gateway.seed(key));
  console.log(`board ${key} holds ${count} demonstration requests`);
}

export async function tokenCreate(given: Given): Promise<void> {
  const role = oneOf(needed(given, 'role'), NEWSROOM, 'role');
  const name = needed(given, 'name');
  console.log(await withGateway(given, (gateway) => gateway.createToken({ role, name })));
}
