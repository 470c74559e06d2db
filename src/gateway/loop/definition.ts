import { createHash } from 'node:crypto';
import { HelpBoardError } from '../../adapters/errors.js';
import type { Board, Features, Promised } from '../../model/index.js';
import type { WriteContext } from '../storage/group-commit.js';
import type { Storage } from '../storage/index.js';
import type { Reader } from '../storage/tables.js';
import { audit, type ChangeOptions } from './change.js';

export interface DefinitionChange extends Partial<
  Omit<Board, 'key' | 'home' | 'figures' | 'counts' | 'below' | 'features' | 'promise'>
> {
  features?: Partial<Features>;
  promise?: Partial<Promised>;
  /** 0: for ever. */
  retentionDays?: number;
  /** What somebody saw, as `readDefinition` gave it. */
  revision?: string;
}

const invalid = (field: string, fault: string): never => {
  throw new HelpBoardError('invalid', { fields: { [field]: fault } });
};

function checkOnce(field: string, codes: readonly string[]): void {
  if (new Set(codes).size < codes.length) invalid(field, 'twice');
}

/** Refuses what the form, or a request that is there, could not be read with. */
async function check({ db }: Reader, board: Board, key: string): Promise<void> {
  const { categories, attributes, consents, explainers, promise } = board;
  const codes = categories.map(({ code }) => code);
  checkOnce('categories', codes);
  checkOnce(
    'attributes',
    attributes.map(({ code }) => code),
  );
  checkOnce(
    'explainers',
    explainers.map(({ id }) => id),
  );
  for (const { code, categories: asked = [] } of attributes)
    if (asked.some((one) => !codes.includes(one))) invalid(`attributes.${code}`, 'category');
  if (!consents.some(({ kind }) => kind === 'privacy')) invalid('consents', 'privacy');
  if (promise.complexHours < promise.normalHours) invalid('promise.complexHours', 'shorter');
  const used = await db
    .selectFrom('request')
    .select('category')
    .where('board', '=', key)
    .where('category', 'not in', codes)
    .where('category', '<>', 'other')
    .limit(1)
    .executeTakeFirst();
  // Recategorise them first: nothing would say any more what they are about.
  if (used) throw new HelpBoardError('conflict', { fields: { categories: used.category } });
}

/** As it is on the disk: another process may have changed it a moment ago. */
async function current({ db }: Reader, key: string) {
  const { definition, retention_days } = await db
    .selectFrom('board')
    .select(['definition', 'retention_days'])
    .where('key', '=', key)
    .executeTakeFirstOrThrow();
  const state = `${retention_days} ${definition}`;
  return {
    board: JSON.parse(definition) as Board,
    retentionDays: retention_days ?? 0,
    revision: createHash('sha256').update(state).digest('base64url').slice(0, 16),
  };
}

/** Changes what a board asks and offers. A public change, but for how long it keeps what is private. */
export async function changeDefinition(
  context: WriteContext,
  { boards, board: key, actor, at }: ChangeOptions,
  { retentionDays, revision, ...change }: DefinitionChange,
): Promise<void> {
  const now = await current(context, key);
  if (revision !== undefined && revision !== now.revision)
    throw new HelpBoardError('conflict', { fields: { revision: 'stale' }, changes: [] });
  const { features, promise } = now.board;
  const changed = {
    ...change,
    features: { ...features, ...change.features },
    promise: { ...promise, ...change.promise },
  };
  await check(context, { ...now.board, ...changed }, key);
  // An empty line is none.
  for (const name of ['notice', 'subtitle'] as const) if (changed[name] === '') changed[name] = undefined;
  const fields = Object.keys(change);
  if (fields.length) await boards.update(context, key, changed);
  if (retentionDays !== undefined) await boards.keepFor(context, key, retentionDays || null);
  const detail = { fields: [...fields, ...(retentionDays === undefined ? [] : ['retentionDays'])] };
  await audit(context, { actor, action: 'definition', board: key, at, detail });
}

/** The board as everybody sees it, and the revision that somebody may change it on. */
export async function readDefinition({ db, boards }: Pick<Storage, 'db' | 'boards'>, key: string) {
  const { retentionDays, revision } = await current({ db } as Reader, key);
  return { board: boards.get(key)!.board, retentionDays, revision };
}
