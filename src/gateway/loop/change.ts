import type { Updateable } from 'kysely';
import { HelpBoardError } from '../../adapters/errors.js';
import { stageAfter, type Board, type Move, type Reply, type Stage } from '../../model/index.js';
import { clockRule } from '../clock/rule.js';
import { windClock } from '../clock/wind.js';
import { nextLook } from '../escalation/steps.js';
import { touchChanged } from '../figures/sheets.js';
import { passOn } from '../hotline/outbox.js';
import type { Boards } from '../storage/boards.js';
import type { Together, WriteContext } from '../storage/group-commit.js';
import { sequentialId } from '../storage/ids.js';
import { insertRows } from '../storage/prepared.js';
import { isPublic, storeProjection, type RequestRow } from '../storage/projection.js';
import { sealWords } from '../storage/sealed.js';
import type { Secret } from '../storage/secret.js';
import type { AuditTable, Reader, RequestTable } from '../storage/tables.js';
import { figuresChange } from './figures.js';
import { changedFields, staleEdit } from './history.js';
import { addStep } from './timeline.js';

/** Who does something: somebody at the desk, the requester, or the gateway itself. */
export interface Actor {
  kind: 'desk' | 'requester' | 'gateway';
  /** A token's or an account's id; nothing that names a requester. */
  id: string;
  /** Of somebody at the desk, for colleagues to read. */
  name?: string;
}

/** What an operation does to a request: all of it is stored in one go, or nothing. */
export interface Change {
  /** Machine word for timeline and audit. */
  action: string;
  set?: Updateable<RequestTable>;
  reply?: Omit<Reply, 'id' | 'at'> & { audience?: 'public' | 'requester' };
  /** Other words of a reply that is out, and those of before, which the desk keeps. */
  correction?: { reply: string; body: string; before: string };
  /** Everybody may know of it, though the stage stays. */
  shown?: boolean;
  /** Public words on the step, where there is something to say. */
  by?: string;
  note?: string;
  /** Words on it for the desk and the units alone. */
  opinion?: string;
  /** What becomes of it on the slip it was handed over with. */
  onSlip?: 'claimed_at' | 'returned_at' | 'answered_at';
  /** The photos that are kept from the public from now on; all others are shown. */
  withheld?: string[];
  /** The addition that its unit may see from now on, with its pictures. */
  released?: string;
  /** Names of what else is different, beside the row itself. */
  fields?: string[];
  /** For the audit log; never contact data. */
  detail?: Record<string, unknown>;
}

/** What a decision may look at besides the row. */
export interface Doing {
  actor: Actor;
  at: number;
  board: Board;
}

/** Looks at a row inside the transaction and says what is to happen, or throws; `undefined` means that it is so already. */
export type Decision = (row: RequestRow, doing: Doing) => Change | undefined;

export interface ChangeOptions {
  boards: Boards;
  secret: Secret;
  /** Where it was posted. */
  board: string;
  /** The board whose desk does it, where that is another: its settings, slips and groups count. */
  desk?: string;
  id: string;
  actor: Actor;
  at: number;
  /** The revision it was decided on; a later one in the database is a conflict that shows what has changed since. */
  revision?: number;
  /** Leaves projection and version to the caller, who does many changes at once. */
  quiet?: boolean;
}

export const deskOf = ({ desk, board }: Pick<ChangeOptions, 'desk' | 'board'>): string => desk ?? board;

/** The stage after a move, or a conflict where the table does not allow it. */
export function move(stage: Stage, by: Move): Stage {
  const after = stageAfter(stage, by);
  if (!after) throw new HelpBoardError('conflict', { fields: { stage } });
  return after;
}

export const findRequest = ({ db }: Reader, board: string, id: string): Promise<RequestRow | undefined> =>
  db.selectFrom('request').selectAll().where('board', '=', board).where('id', '=', id).executeTakeFirst();

export async function loadRequest(reader: Reader, board: string, id: string): Promise<RequestRow> {
  const row = await findRequest(reader, board, id);
  if (!row) throw new HelpBoardError('not-found');
  return row;
}

/**
 * Every change of a request goes through here: the row, its timeline, the audit log, the totals and the public projection
 * in one transaction.
 */
export async function changeRequest(
  context: WriteContext,
  options: ChangeOptions,
  decide: Decision,
): Promise<RequestRow> {
  const { boards, board, id, actor, at, revision } = options;
  const { db } = context;
  const before = await loadRequest(context, board, id);
  const { board: definition, rules } = boards.get(board)!;
  const stale = revision !== undefined && revision !== before.revision;
  let change: Change | undefined;
  try {
    change = decide(before, { actor, at, board: definition });
  } catch (refusal) {
    throw stale ? await staleEdit(context, before, revision) : refusal;
  }
  // What is so already needs no change, whoever did it: a repeated call gets the same answer.
  if (!change) return before;
  if (stale) throw await staleEdit(context, before, revision);

  const clock = windClock(before, { ...before, ...change.set } as RequestRow, at, (category) =>
    clockRule(definition, rules, category),
  );
  const wound = { ...before, ...change.set, ...clock } as RequestRow;
  const handler = boards.get(wound.handler)?.rules ?? rules;
  // Another desk has other rules: it is looked at anew.
  const seen = before.handler === wound.handler ? before : undefined;
  const escalate_at = nextLook(seen, wound, handler.escalation);
  const after = await db
    .updateTable('request')
    .set({ ...change.set, ...clock, escalate_at, updated_at: at, revision: before.revision + 1 })
    .where('board', '=', board)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();

  await storeBeside(context, options, change, before, after);
  await audit(context, {
    ...{ actor, action: change.action, board: deskOf(options), request: id, at },
    detail: change.detail,
  });
  await passOn(context, options, change, before, after);

  await touchChanged(context, before, after);
  const figures = figuresChange(before, after);
  if (figures) await boards.count(context, after.handler, figures);
  if (!options.quiet && (isPublic(before) || isPublic(after))) {
    await storeProjection(context, after, at);
    await boards.bump(context, board);
  }
  return after;
}

/** What a change leaves beside the row: a reply, words for the desk, its mark on the slip, the step itself. */
async function storeBeside(
  context: WriteContext,
  { board, id, actor, at, secret }: ChangeOptions,
  change: Change,
  before: RequestRow,
  after: RequestRow,
): Promise<void> {
  const { db } = context;
  const who = actor.name ?? actor.kind;
  if (change.reply) {
    const { audience = 'public', ...reply } = change.reply;
    await db
      .insertInto('reply')
      .values({ ...reply, audience, board, request: id, id: sequentialId(at), at })
      .execute();
  }
  const note = { board, request: id, at, who, action: change.action };
  if (change.correction) {
    const { reply, body, before: words } = change.correction;
    await db
      .updateTable('reply')
      .set({ body, corrected_at: at })
      .where('board', '=', board)
      .where('request', '=', id)
      .where('id', '=', reply)
      .execute();
    await addNote(context, secret, { ...note, words, reply });
  }
  if (change.opinion) await addNote(context, secret, { ...note, words: change.opinion });
  if (change.withheld)
    await db
      .updateTable('upload')
      .set((eb) => ({
        withheld: eb
          .case()
          .when('photo', 'in', ['', ...change.withheld!])
          .then(1)
          .else(0)
          .end(),
      }))
      .where('board', '=', board)
      .where('request', '=', id)
      .where('addition', 'is', null)
      .execute();
  if (change.released !== undefined) {
    const seen = { withheld: 0 };
    const { released } = change;
    await db
      .updateTable('addition')
      .set(seen)
      .where('board', '=', board)
      .where('id', '=', released)
      .execute();
    await db
      .updateTable('upload')
      .set(seen)
      .where('board', '=', board)
      .where('addition', '=', released)
      .execute();
  }
  if (change.onSlip && before.slip)
    await db
      .updateTable('slip_request')
      .set({ [change.onSlip]: at })
      .where('board', '=', board)
      .where('slip', '=', before.slip)
      .where('request', '=', id)
      .where(change.onSlip, 'is', null)
      .execute();
  await addStep(context, {
    board,
    request: id,
    at,
    stage: after.stage,
    action: change.action,
    audience: change.shown || after.stage !== before.stage ? 'public' : 'desk',
    by: change.by,
    note: change.note,
    revision: after.revision,
    who,
    fields: JSON.stringify(changedFields(before, after, change)),
  });
}

interface NewNote {
  board: string;
  request: string;
  at: number;
  who: string;
  action: string;
  words: string;
  reply?: string;
}

/** Words for the desk, sealed; they go when their request goes, or is made anonymous. */
export async function addNote(
  { db }: WriteContext,
  secret: Secret,
  { words, ...note }: NewNote,
): Promise<void> {
  const id = sequentialId(note.at);
  const sealed = sealWords(secret, 'note', { board: note.board, id }, words);
  await db
    .insertInto('note')
    .values({ ...note, id, sealed })
    .execute();
}

export interface AuditEntry {
  actor: Actor;
  action: string;
  /** Whose desk did it. */
  board: string;
  request?: string;
  at: number;
  detail?: Record<string, unknown>;
}

export async function audit({ gather }: WriteContext, entry: AuditEntry): Promise<void> {
  gather(writeAudit, {
    id: sequentialId(entry.at),
    at: entry.at,
    actor: `${entry.actor.kind}:${entry.actor.id}`,
    action: entry.action,
    board: entry.board,
    request: entry.request ?? null,
    detail: JSON.stringify(entry.detail ?? {}),
  });
}

const writeAudit: Together<AuditTable> = (rows, { db }) => insertRows(db, 'audit', rows);
