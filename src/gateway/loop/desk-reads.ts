import { HelpBoardError } from '../../adapters/errors.js';
import {
  ASSIGNEES,
  isClosed,
  maskText,
  movesFrom,
  stageAfter,
  STAGES,
  type Assignee,
  type Publication,
  type Stage,
} from '../../model/index.js';
import type { Storage } from '../storage/index.js';
import { openAddition, openPrivate, openWords, type PrivatePart } from '../storage/sealed.js';
import type { Secret } from '../storage/secret.js';
import {
  besides,
  photosOf,
  photosOfAdditions,
  publicReply,
  publicStep,
  toInstant,
  type RequestPhoto,
  type RequestRow,
} from '../storage/projection.js';
import type { WriteContext } from '../storage/group-commit.js';
import { assigneesOf, type Grant, type Sight } from '../people/person.js';
import { fieldsSeen, seen } from '../people/seen.js';
import { audit, loadRequest, type Actor } from './change.js';
import { flagsOf } from './flags.js';
import { changeOf } from './history.js';
import { ratingOf } from './own.js';
import { proposalOf } from './proposals.js';

export interface DeskQuery {
  publication?: Publication;
  stage?: Stage;
  category?: string;
  /** Those of this unit. */
  assignee?: string;
  group?: string;
  /** Those that still wait for an answer. */
  open?: 'true';
  /** Past their time without an answer. */
  overdue?: 'true';
  /** Taken on by whoever asks. */
  mine?: 'true';
  keyIssue?: 'true';
  /** Whose unit asks for more time. */
  extensionAsked?: 'true';
  cursor?: string;
  limit?: number;
}

const OPEN = STAGES.filter((stage) => !isClosed(stage));
const HANDED_OVER = STAGES.filter((stage) => stageAfter(stage, 'refuse'));

const deskItem = (row: RequestRow, { title, body }: PrivatePart) => ({
  id: row.id,
  board: row.board,
  stage: row.stage,
  publication: row.publication,
  flags: flagsOf(row),
  category: row.category,
  ...(row.category_raw && { categoryRaw: row.category_raw }),
  urgency: row.urgency,
  ...(title && { title }),
  body,
  publicBody: row.public_body,
  ...(row.public_title && { publicTitle: row.public_title }),
  region: row.region,
  visibility: row.visibility,
  confidential: row.confidential === 1,
  createdAt: toInstant(row.received_at),
  dueAt: toInstant(row.due_at),
  ...(row.answered_at !== null && { answeredAt: toInstant(row.answered_at) }),
  ...(row.paused_at !== null && { pausedAt: toInstant(row.paused_at) }),
  ...(row.assignee && { assignee: JSON.parse(row.assignee) as Assignee }),
  pinned: row.pinned === 1,
  featured: row.featured === 1,
  meToo: row.me_too,
  revision: row.revision,
  keyIssue: row.key_issue === 1,
  moves: movesFrom(row.stage),
  ...(row.overdue_at !== null && { overdueAt: toInstant(row.overdue_at) }),
  ...(row.taken_by_name && { takenBy: row.taken_by_name }),
  ...(row.slip && { slip: row.slip }),
  ...(row.in_group && { group: row.in_group }),
  ...(row.extension_asked !== null && { extensionAsked: toInstant(row.extension_asked) }),
  ...(row.suggested && { suggested: JSON.parse(row.suggested) as Assignee }),
  ...(row.merged_into && { mergedInto: row.merged_into }),
});

/**
 * What waits for somebody, in the order of work: the most urgent first, then what is due first. Everything private is
 * covered: a list is no look at anybody's data.
 */
export async function listForDesk(
  { db, secret }: Storage,
  board: string,
  query: DeskQuery,
  { grants, actor, at }: { grants: readonly Grant[]; actor: Actor; at: number },
) {
  const limit = query.limit ?? 20;
  let from = db.selectFrom('request').selectAll().where('handler', '=', board);
  if (query.publication) from = from.where('publication', '=', query.publication);
  if (query.stage) from = from.where('stage', '=', query.stage);
  if (query.category) from = from.where('category', '=', query.category);
  if (query.group) from = from.where('in_group', '=', query.group);
  if (query.mine) from = from.where('taken_by', '=', actor.id);
  if (query.extensionAsked)
    from = from.where('extension_asked', 'is not', null).where('stage', 'in', HANDED_OVER);
  if (query.keyIssue) from = from.where('key_issue', '=', 1);
  if (query.assignee) {
    const texts = ASSIGNEES.map((kind) => JSON.stringify({ kind, name: query.assignee }));
    from = from.where('assignee', 'in', texts);
  }
  if (query.open) from = from.where('answered_at', 'is', null).where('stage', 'in', OPEN);
  if (query.overdue)
    from = from
      .where('answered_at', 'is', null)
      .where('paused_at', 'is', null)
      .where('due_at', '<', at)
      .where('stage', 'in', OPEN);
  const own = assigneesOf(grants);
  if (own) {
    const texts = own.units.map((unit) => JSON.stringify(unit));
    const offered = '{"kind":"volunteer",%';
    from = from.where((eb) =>
      eb.or([
        eb('assignee', 'in', texts),
        ...(own.offered ? [eb.and([eb('stage', '=', 'dispatched'), eb('assignee', 'like', offered)])] : []),
      ]),
    );
  }
  if (query.cursor) {
    const [rank, due, id] = readPlace(query.cursor);
    from = from.where((eb) =>
      eb.or([
        eb('urgency_rank', '<', rank),
        eb.and([eb('urgency_rank', '=', rank), eb('due_at', '>', due)]),
        eb.and([eb('urgency_rank', '=', rank), eb('due_at', '=', due), eb('id', '>', id)]),
      ]),
    );
  }
  const rows = await from
    .orderBy('urgency_rank', 'desc')
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map((row) => {
    // A unit is told no more by a list than by the request itself.
    const part = seen(openPrivate(secret, row), own && row.confidential ? 'released' : 'covered', row);
    return { ...deskItem(row, part), contact: part.contact };
  });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { items, ...(last && { next: writePlace([last.urgency_rank, last.due_at, last.id]) }) };
}

type Place = [rank: number, due: number, id: string];
const writePlace = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

function readPlace(cursor: string): Place {
  try {
    const [rank, due, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Place;
    if (typeof rank === 'number' && typeof due === 'number' && typeof id === 'string') return [rank, due, id];
  } catch {
    // Falls through: not a cursor of ours.
  }
  throw new HelpBoardError('invalid', { fields: { cursor: 'unknown' } });
}

/** One request with all that was sent, contact included: every look at it is on record before it is shown. */
export function readForDesk(
  { writes, secret }: Storage,
  board: string,
  id: string,
  { actor, desk, sight }: { actor: Actor; desk: string; sight: Sight },
  at: number,
) {
  return writes.write(async (context: WriteContext) => {
    const row = await loadRequest(context, board, id);
    const { replies, timeline } = await besides(context, board, id);
    const additions = await context.db
      .selectFrom('addition')
      .select(['board', 'id', 'sealed', 'at', 'withheld'])
      .where('board', '=', board)
      .where('request', '=', id)
      .orderBy('at')
      .execute();
    const photos = await photosOf(context, board, id);
    const added = await photosOfAdditions(context, board, id);
    const shown = ({ withheld }: { withheld: unknown }) => sight !== 'released' || !withheld;
    const beside = await besidesForDesk(context, secret, row, sight);
    const sent = openPrivate(secret, row);
    const fields = [...fieldsSeen(sent, sight), ...(additions.length ? ['additions'] : [])];
    await audit(context, { actor, action: 'look', board: desk, request: id, at, detail: { fields } });
    const part = seen(sent, sight, row);
    const words = (text: string) => (sight === 'whole' ? text : maskText(text));
    return {
      ...part,
      ...deskItem(row, part),
      // What the newsroom writes to the person alone may call them by their name.
      replies: replies
        .filter(({ audience, role }) => shown({ withheld: audience === 'requester' && role === 'newsroom' }))
        .map((reply) => ({ ...publicReply(reply), audience: reply.audience })),
      timeline: timeline.map((step, n) => ({
        ...publicStep(step),
        ...changeOf(step, n),
        audience: step.audience,
      })),
      ...beside,
      ...(row.rating && { rating: ratingOf(secret, row, sight) }),
      additions: additions.filter(shown).map((addition) => ({
        id: addition.id,
        body: words(openAddition(secret, addition)),
        at: toInstant(addition.at),
        withheld: addition.withheld === 1,
        photos: added.filter(({ of }) => of === addition.id).map(({ photo }) => deskPhoto(photo)),
      })),
      photos: photos.filter(shown).map(deskPhoto),
    };
  });
}

const deskPhoto = ({ id, type, width, height, alt, withheld }: RequestPhoto) => ({
  ...{ id, withheld, type, width, height, alt },
});

/** What only the desk and the unit have: notes, replies under review, and the requests that were folded into this one. */
async function besidesForDesk({ db }: WriteContext, secret: Secret, { board, id }: RequestRow, sight: Sight) {
  const notes = db.selectFrom('note').selectAll().where('board', '=', board).where('request', '=', id);
  const proposals = db
    .selectFrom('proposal')
    .selectAll()
    .where('board', '=', board)
    .where('request', '=', id);
  const merged = await db
    .selectFrom('request')
    .select('id')
    .where('board', '=', board)
    .where('merged_into', '=', id)
    .execute();
  return {
    // Colleagues may write down what they were told on the phone: that is for those who may see the contact.
    notes: (sight === 'whole' ? await notes.orderBy('id').execute() : []).map((note) => ({
      id: note.id,
      at: toInstant(note.at),
      who: note.who,
      action: note.action,
      words: openWords(secret, 'note', note),
      ...(note.reply && { reply: note.reply }),
    })),
    proposals: (sight === 'released' ? [] : await proposals.orderBy('id').execute()).map((row) =>
      proposalOf(secret, row),
    ),
    merged: merged.map((row) => row.id),
  };
}
