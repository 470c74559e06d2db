import { randomBytes } from 'node:crypto';
import type { Selectable } from 'kysely';
import { HelpBoardError } from '../../adapters/errors.js';
import {
  groupedCode,
  plainCode,
  type PreviewedSlot,
  type SlotContent,
  type SlotVersion,
} from '../../model/index.js';
import { audit, type ChangeOptions } from '../loop/change.js';
import type { WriteContext } from '../storage/group-commit.js';
import { base32 } from '../storage/ids.js';
import type { Storage } from '../storage/index.js';
import { toInstant } from '../storage/projection.js';
import { choosePublic } from '../storage/public-reads.js';
import type { Secret } from '../storage/secret.js';
import type { Reader, SlotVersionTable } from '../storage/tables.js';

export type VersionRow = Selectable<SlotVersionTable>;
/** What a change of the slot needs to know; `id` is what it is about. */
export type SlotOptions = Pick<
  ChangeOptions,
  'boards' | 'secret' | 'board' | 'id' | 'actor' | 'at' | 'revision'
>;

const PREVIEW_MS = 7 * 86_400_000;

export const versionOf = (row: VersionRow): SlotVersion => ({
  ...{ number: row.number, draft: row.draft === 1, revision: row.revision },
  ...{ by: row.by, at: toInstant(row.at), content: JSON.parse(row.content) as SlotContent },
  ...(row.changed_at > row.at && { changedAt: toInstant(row.changed_at) }),
});

export const nameOf = ({ actor }: Pick<SlotOptions, 'actor'>): string => actor.name ?? actor.kind;

export async function loadVersion({ db }: Reader, board: string, id: number | string): Promise<VersionRow> {
  const number = Number(id);
  const row =
    Number.isInteger(number) && number > 0 && number < 2 ** 31
      ? await db
          .selectFrom('slot_version')
          .selectAll()
          .where('board', '=', board)
          .where('number', '=', number)
          .executeTakeFirst()
      : undefined;
  if (!row) throw new HelpBoardError('not-found');
  return row;
}

/** A new wording, that nobody is shown yet. */
export async function addVersion(
  { db }: WriteContext,
  options: Pick<SlotOptions, 'board' | 'actor' | 'at'>,
  content: SlotContent,
): Promise<VersionRow> {
  const { board, at } = options;
  const last = await db
    .selectFrom('slot_version')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('board', '=', board)
    .executeTakeFirst();
  return db
    .insertInto('slot_version')
    .values({
      ...{ board, number: Number(last?.number ?? 0) + 1, content: JSON.stringify(content), draft: 1 },
      ...{ revision: 1, by: nameOf(options), at, changed_at: at, preview_hash: null, preview_until: null },
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** What stands first must be public, and where it leads to must be there: its readers would find nothing. */
async function checkContent(
  { db }: Reader,
  board: string,
  { pins = [], opens, href }: SlotContent,
): Promise<void> {
  if (opens === 'page' && !href)
    throw new HelpBoardError('invalid', { fields: { href: 'missing: it opens a page' } });
  const found = (await choosePublic(db, board, pins)).map(({ id }) => id);
  const gone = pins.filter((id) => !found.includes(id));
  if (gone.length)
    throw new HelpBoardError('invalid', { fields: { pins: `not public: ${gone.join(', ')}` } });
  if (new Set(pins).size < pins.length) throw new HelpBoardError('invalid', { fields: { pins: 'twice' } });
}

/** What somebody decides on must be what they saw. */
function checkSeen({ revision }: VersionRow, seen: number | undefined): void {
  if (seen !== undefined && seen !== revision)
    throw new HelpBoardError('conflict', { fields: { revision: 'stale' }, revision, changes: [] });
}

/** A version that can be shown as it is, and says what somebody saw. */
export async function showable(
  reader: Reader,
  { board, id, revision }: Pick<SlotOptions, 'board' | 'id' | 'revision'>,
): Promise<VersionRow> {
  const row = await loadVersion(reader, board, id);
  checkSeen(row, revision);
  await checkContent(reader, board, JSON.parse(row.content) as SlotContent);
  return row;
}

export async function draftSlot(
  context: WriteContext,
  options: SlotOptions,
  content: SlotContent,
): Promise<SlotVersion> {
  await checkContent(context, options.board, content);
  const row = await addVersion(context, options, content);
  const { actor, board, at } = options;
  await audit(context, { actor, action: 'slot-draft', board, at, detail: { version: row.number } });
  return versionOf(row);
}

/** Changes a draft. What has been shown is history: another wording of it is another version. */
export async function changeDraft(
  context: WriteContext,
  { board, id, actor, at, revision }: SlotOptions,
  content: SlotContent,
): Promise<SlotVersion> {
  const before = await loadVersion(context, board, id);
  if (!before.draft) throw new HelpBoardError('conflict', { fields: { version: 'has been shown' } });
  checkSeen(before, revision);
  await checkContent(context, board, content);
  const row = await context.db
    .updateTable('slot_version')
    .set({ content: JSON.stringify(content), revision: before.revision + 1, changed_at: at })
    .where('board', '=', board)
    .where('number', '=', before.number)
    .returningAll()
    .executeTakeFirstOrThrow();
  await audit(context, { actor, action: 'slot-change', board, at, detail: { version: row.number } });
  return versionOf(row);
}

const hashOf = (secret: Secret, board: string, code: string): string =>
  secret.hash('slot-preview', board, plainCode(code));

/** A new code for a week; the one before opens nothing any more. */
export async function previewSlot(
  context: WriteContext,
  { secret, board, id, actor, at, revision }: SlotOptions,
): Promise<{ code: string; expiresAt: string }> {
  const version = await loadVersion(context, board, id);
  checkSeen(version, revision);
  const { number } = version;
  const code = base32(randomBytes(10), 16);
  await context.db
    .updateTable('slot_version')
    .set({ preview_hash: hashOf(secret, board, code), preview_until: at + PREVIEW_MS })
    .where('board', '=', board)
    .where('number', '=', number)
    .execute();
  await audit(context, { actor, action: 'slot-preview', board, at, detail: { version: number } });
  return { code: groupedCode(code), expiresAt: toInstant(at + PREVIEW_MS) };
}

/** The slot as it would be, for whoever has the code. */
export async function openPreview(
  { db, secret }: Pick<Storage, 'db' | 'secret'>,
  board: string,
  code: string,
  at: number,
): Promise<PreviewedSlot> {
  const row = await db
    .selectFrom('slot_version')
    .select(['number', 'content', 'preview_until'])
    .where('board', '=', board)
    .where('preview_hash', '=', hashOf(secret, board, code))
    .where('preview_until', '>', at)
    .executeTakeFirst();
  if (!row) throw new HelpBoardError('not-found');
  const content = JSON.parse(row.content) as SlotContent;
  const items = await choosePublic(db, board, content.pins);
  const expiresAt = toInstant(row.preview_until!);
  return { ...content, version: row.number, ...(items.length && { items }), expiresAt };
}
