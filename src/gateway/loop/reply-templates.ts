import type { Selectable } from 'kysely';
import { HelpBoardError } from '../../adapters/errors.js';
import type { Board, ReplyTemplate } from '../../model/index.js';
import type { WriteContext } from '../storage/group-commit.js';
import { randomId } from '../storage/ids.js';
import { toInstant } from '../storage/projection.js';
import type { Reader, ReplyTemplateTable } from '../storage/tables.js';
import { audit, type ChangeOptions } from './change.js';

export type TemplateText = Pick<ReplyTemplate, 'title' | 'body' | 'kind' | 'category'>;

const templateOf = (row: Selectable<ReplyTemplateTable>): ReplyTemplate => ({
  id: row.id,
  title: row.title,
  body: row.body,
  kind: row.kind as ReplyTemplate['kind'],
  updatedAt: toInstant(row.updated_at),
  revision: row.revision,
  ...(row.category && { category: row.category }),
});

/** Those of a category, and those for all; or every one of the board. */
export async function listTemplates({ db }: Reader, board: string, category?: string) {
  let from = db.selectFrom('reply_template').selectAll().where('board', '=', board);
  if (category) from = from.where((eb) => eb.or([eb('category', '=', category), eb('category', 'is', null)]));
  const rows = await from.orderBy('title').orderBy('id').limit(500).execute();
  return { items: rows.map(templateOf) };
}

const checkCategory = ({ categories }: Board, category?: string): void => {
  if (category !== undefined && !categories.some(({ code }) => code === category))
    throw new HelpBoardError('invalid', { fields: { category: 'unknown' } });
};

export async function addTemplate(
  context: WriteContext,
  { boards, board, actor, at }: ChangeOptions,
  { title, body, kind, category }: TemplateText,
): Promise<ReplyTemplate> {
  checkCategory(boards.get(board)!.board, category);
  const row = await context.db
    .insertInto('reply_template')
    .values({
      board,
      id: randomId(),
      title,
      body,
      kind,
      category: category ?? null,
      updated_at: at,
      revision: 1,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await audit(context, { actor, action: 'template-add', board, at, detail: { template: row.id } });
  return templateOf(row);
}

async function loadTemplate({ db }: Reader, { board, id, revision }: ChangeOptions) {
  const row = await db
    .selectFrom('reply_template')
    .selectAll()
    .where('board', '=', board)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new HelpBoardError('not-found');
  if (revision !== undefined && revision !== row.revision)
    throw new HelpBoardError('conflict', {
      fields: { revision: 'stale' },
      revision: row.revision,
      changes: [],
    });
  return row;
}

export async function changeTemplate(
  context: WriteContext,
  options: ChangeOptions,
  { title, body, kind, category }: TemplateText,
): Promise<ReplyTemplate> {
  const { boards, board, id, actor, at } = options;
  const before = await loadTemplate(context, options);
  checkCategory(boards.get(board)!.board, category);
  const row = await context.db
    .updateTable('reply_template')
    .set({ title, body, kind, category: category ?? null, updated_at: at, revision: before.revision + 1 })
    .where('board', '=', board)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await audit(context, { actor, action: 'template-change', board, at, detail: { template: id } });
  return templateOf(row);
}

export async function removeTemplate(context: WriteContext, options: ChangeOptions): Promise<object> {
  const { board, id, actor, at } = options;
  await loadTemplate(context, options);
  await context.db.deleteFrom('reply_template').where('board', '=', board).where('id', '=', id).execute();
  await audit(context, { actor, action: 'template-remove', board, at, detail: { template: id } });
  return {};
}
