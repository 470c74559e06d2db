import type { Updateable } from 'kysely';
import { HelpBoardError } from '../../adapters/errors.js';
import { stageAfter, type Flag, type Move, type Reply, type Stage } from '../../model/index.js';
import { clockRule } from '../clock/rule.js';
import { windClock } from '../clock/wind.js';
import { nextLook } from '../escalation/steps.js';
import { touchChanged } from '../figures/sheets.js';
import type { Boards } from '../storage/boards.js';
import type { WriteContext } from '../storage/group-commit.js';
import { sequentialId } from '../storage/ids.js';
import { isPublic, storeProjection, type RequestRow } from '../storage/projection.js';
import type { Reader, RequestTable } from '../storage/tables.js';
import { figuresChange } from './figures.js';

/** Who does something: a desk token's holder, the requester, or the gateway itself. */
export interface Actor {
  kind: 'desk' | 'requester' | 'gateway';
  /** A token's id; nothing that names a requester. */
  id: string;
}

/** What an operation does to a request: all of it is stored in one go, or nothing. */
export interface Change {
  /** Machine word for timeline and audit. */
  action: string;
  set?: Updateable<RequestTable>;
  reply?: Omit<Reply, 'id' | 'at'> & { audience?: 'public' | 'requester' };
  /** Public words on the step, where there is something to say. */
  by?: string;
  note?: string;
  /** For the audit log; never contact data. */
  detail?: Record<string, unknown>;
}

export interface ChangeOptions {
  boards: Boards;
  board: string;
  id: string;
  actor: Actor;
  at: number;
  /** Leaves projection and version to the caller, who does many changes at once. */
  quiet?: boolean;
}

/** The stage after a move, or a conflict where the table does not allow it. */
export function move(stage: Stage, by: Move): Stage {
  const after = stageAfter(stage, by);
  if (!after) throw new HelpBoardError('conflict', { fields: { stage } });
  return after;
}

export const flagsOf = (row: Pick<RequestRow, 'flags'>): Flag[] => JSON.parse(row.flags) as Flag[];

export async function loadRequest({ db }: Reader, board: string, id: string) {
  const row = await db
    .selectFrom('request')
    .selectAll()
    .where('board', '=', board)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new HelpBoardError('not-found');
  return row;
}

/**
 * Every change of a request goes through here: the row, its timeline, the audit log, the totals and the public projection
 * in one transaction. `decide` looks at the row inside the transaction and says what is to happen, or throws; `undefined`
 * means that there is nothing to do.
 */
export async function changeRequest(
  context: WriteContext,
  options: ChangeOptions,
  decide: (row: RequestRow) => Change | undefined,
): Promise<RequestRow> {
  const { boards, board, id, actor, at } = options;
  const { db } = context;
  const before = await loadRequest(context, board, id);
  const change = decide(before);
  if (!change) return before;

  const { board: own, rules } = boards.get(board)!;
  const clock = windClock(before, { ...before, ...change.set } as RequestRow, at, (category) =>
    clockRule(own, rules, category),
  );
  const wound = { ...before, ...change.set, ...clock } as RequestRow;
  const escalate_at = nextLook(before, wound, rules.escalation);
  const after = await db
    .updateTable('request')
    .set({ ...change.set, ...clock, escalate_at, updated_at: at, revision: before.revision + 1 })
    .where('board', '=', board)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();

  if (change.reply) {
    const { audience = 'public', ...reply } = change.reply;
    await db
      .insertInto('reply')
      .values({ ...reply, audience, board, request: id, id: sequentialId(at), at })
      .execute();
  }
  await db
    .insertInto('timeline')
    .values({
      board,
      request: id,
      id: sequentialId(at),
      at,
      stage: after.stage,
      action: change.action,
      audience: after.stage === before.stage ? 'desk' : 'public',
      by: change.by ?? null,
      note: change.note ?? null,
    })
    .execute();
  await audit(context, { actor, action: change.action, board, request: id, at, detail: change.detail });

  await touchChanged(context, before, after);
  const figures = figuresChange(before, after);
  if (figures) await boards.count(context, board, figures);
  if (!options.quiet && (isPublic(before) || isPublic(after))) {
    await storeProjection(context, after, at);
    await boards.bump(context, board);
  }
  return after;
}

export interface AuditEntry {
  actor: Actor;
  action: string;
  board: string;
  request?: string;
  at: number;
  detail?: Record<string, unknown>;
}

export async function audit({ db }: WriteContext, entry: AuditEntry): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      id: sequentialId(entry.at),
      at: entry.at,
      actor: `${entry.actor.kind}:${entry.actor.id}`,
      action: entry.action,
      board: entry.board,
      request: entry.request ?? null,
      detail: JSON.stringify(entry.detail ?? {}),
    })
    .execute();
}
