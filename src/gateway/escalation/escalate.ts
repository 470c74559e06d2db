import { touchDay } from '../figures/sheets.js';
import { deliverOverdue } from '../levels/deliveries.js';
import { audit, changeRequest, type Actor } from '../loop/change.js';
import { addStep } from '../loop/timeline.js';
import type { WriteContext } from '../storage/group-commit.js';
import type { Storage } from '../storage/index.js';
import type { RequestRow } from '../storage/projection.js';
import type { EscalationStep } from '../storage/tables.js';
import { inParts, type Job, type Turn } from '../jobs.js';
import { escalationSteps } from './steps.js';

const ACTOR: Actor = { kind: 'gateway', id: 'escalation' };
/** Requests in one transaction: posts wait meanwhile. */
const AT_ONCE = 50;

/** Tells those who must know that a time runs out, or has run out. Every step is on record once for each due time. */
export const escalationJob = (storage: Storage, now: () => number): Job => ({
  name: 'escalation',
  every: 15_000,
  async run(turn: Turn) {
    await inParts(turn, AT_ONCE, () => turn.write((context) => escalateSome(context, storage, now())));
  },
});

async function escalateSome(context: WriteContext, storage: Storage, at: number): Promise<number> {
  const rows = await context.db
    .selectFrom('request')
    .selectAll()
    .where('escalate_at', '<=', at)
    .orderBy('escalate_at')
    .limit(AT_ONCE)
    .execute();
  for (const row of rows) await escalate(context, storage, row, at);
  return rows.length;
}

async function escalate(context: WriteContext, storage: Storage, row: RequestRow, at: number): Promise<void> {
  const { db } = context;
  const { board, id, due_at, handler } = row;
  const { rules } = storage.boards.get(handler) ?? storage.boards.get(board)!;
  const steps = escalationSteps(due_at, rules.escalation);
  for (const { step } of steps.filter((one) => one.at <= at)) {
    const taken = await db
      .insertInto('escalation')
      .values({ board, request: id, step, due_at, handler, at })
      .onConflict((oc) => oc.doNothing())
      .returning('step')
      .executeTakeFirst();
    if (taken) await take(context, storage, row, step, at);
  }
  const next = steps.find((one) => one.at > at)?.at ?? null;
  await db
    .updateTable('request')
    .set({ escalate_at: next })
    .where('board', '=', board)
    .where('id', '=', id)
    .execute();
}

async function take(
  context: WriteContext,
  storage: Storage,
  row: RequestRow,
  step: EscalationStep,
  at: number,
): Promise<void> {
  const { boards, secret } = storage;
  if (step === 'supervise') {
    const of = { board: row.board, desk: row.handler, id: row.id };
    const options = { boards, secret, ...of, actor: ACTOR, at };
    await changeRequest(context, options, ({ flags }) => {
      const had = JSON.parse(flags) as string[];
      if (had.includes('supervised')) return undefined;
      return { action: 'supervise', set: { flags: JSON.stringify([...had, 'supervised']) } };
    });
    return;
  }
  if (step === 'due') await recordOverdue(context, row);
  if (step === 'tell-above' && !(await deliverOverdue(context, storage, row, at))) return;
  await note(context, row, step, at);
}

/** Whatever happens to it later: it has been overdue. */
async function recordOverdue(context: WriteContext, row: RequestRow): Promise<void> {
  await context.db
    .updateTable('request')
    .set((eb) => ({ overdue_at: eb.ref('due_at') }))
    .where('board', '=', row.board)
    .where('id', '=', row.id)
    .where('overdue_at', 'is', null)
    .execute();
  await touchDay(context, row.handler, row.received_at);
}

/** A step that changes nothing of the request itself: nobody's edit that is under way gets stale by it. */
async function note(context: WriteContext, row: RequestRow, action: string, at: number): Promise<void> {
  const { board, id, stage, handler } = row;
  await addStep(context, { board, request: id, at, stage, action, audience: 'desk' });
  await audit(context, { actor: ACTOR, action, board: handler, request: id, at });
}
