import { HelpBoardError } from '../../adapters/errors.js';
import type { Digest } from '../figures/digest.js';
import { audit, type Actor } from '../loop/change.js';
import { reachRequest } from '../loop/reach.js';
import type { WriteContext } from '../storage/group-commit.js';
import { sequentialId } from '../storage/ids.js';
import type { Storage } from '../storage/index.js';
import { toInstant, type RequestRow } from '../storage/projection.js';
import type { DeliveryTable } from '../storage/tables.js';
import type { Selectable } from 'kysely';

type Row = Selectable<DeliveryTable>;

/** What the level above is shown of a request: its public words, whether published or not; no names, no numbers. */
const contentOf = (row: RequestRow) => ({
  id: row.id,
  ...(row.public_title && { title: row.public_title }),
  body: row.public_body,
  category: row.category,
  region: row.region,
  urgency: row.urgency,
  stage: row.stage,
  receivedAt: toInstant(row.received_at),
  dueAt: toInstant(row.due_at),
});

export const deliveryOf = (row: Row) => ({
  id: row.id,
  board: row.desk,
  toBoard: row.to_board,
  kind: row.kind,
  ...(row.request !== null && { request: row.request }),
  words: row.words,
  content: JSON.parse(row.content) as unknown,
  sentAt: toInstant(row.sent_at),
  ...(row.received_at !== null && { receivedAt: toInstant(row.received_at) }),
  ...(row.answer !== null && { answer: row.answer, answeredAt: toInstant(row.answered_at!) }),
});

interface Sent extends Pick<Row, 'desk' | 'board' | 'to_board' | 'kind' | 'request' | 'words'> {
  content: unknown;
}

async function send(context: WriteContext, sent: Sent, actor: Actor, at: number): Promise<Row> {
  const row = await context.db
    .insertInto('delivery')
    .values({
      ...sent,
      content: JSON.stringify(sent.content),
      id: sequentialId(at),
      sent_at: at,
      sent_by: `${actor.kind}:${actor.id}`,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const detail = { kind: sent.kind, to: sent.to_board, delivery: row.id };
  await audit(context, {
    ...{ actor, action: 'deliver', board: sent.desk, at, detail },
    ...(sent.request !== null && { request: sent.request }),
  });
  return row;
}

/** Puts an overdue request before the level above its desk; gives whether there is one. */
export async function deliverOverdue(
  context: WriteContext,
  { boards }: Storage,
  row: RequestRow,
  at: number,
): Promise<boolean> {
  const above = boards.get(row.handler)?.parent;
  if (!above) return false;
  const of = { desk: row.handler, board: row.board, to_board: above };
  const sent = { ...of, kind: 'overdue', request: row.id, words: '' } as const;
  await send(context, { ...sent, content: contentOf(row) }, { kind: 'gateway', id: 'escalation' }, at);
  return true;
}

function levelAbove({ boards }: Storage, board: string): string {
  const above = boards.get(board)?.parent;
  if (!above) throw new HelpBoardError('conflict', { fields: { parent: 'missing' } });
  return above;
}

export interface Delivering {
  /** Whose desk sends it. */
  desk: string;
  words: string;
  actor: Actor;
  at: number;
}

/** 重点问题报上级: once while it waits for an answer. */
export async function deliverKeyIssue(
  context: WriteContext,
  storage: Storage,
  id: string,
  { desk, words, actor, at }: Delivering,
): Promise<Row> {
  const to_board = levelAbove(storage, desk);
  const row = await reachRequest(context, desk, id);
  const { board } = row;
  const waiting = await context.db
    .selectFrom('delivery')
    .select('id')
    .where('desk', '=', desk)
    .where('request', '=', id)
    .where('kind', '=', 'key-issue')
    .where('answer', 'is', null)
    .executeTakeFirst();
  if (waiting) throw new HelpBoardError('conflict', { fields: { delivery: waiting.id } });
  const sent = { desk, board, to_board, kind: 'key-issue', request: id, words } as const;
  return send(context, { ...sent, content: contentOf(row) }, actor, at);
}

/** The digest of common issues, as it stands now. */
export function deliverDigest(
  context: WriteContext,
  storage: Storage,
  digest: unknown,
  { desk, words, actor, at }: Delivering,
): Promise<Row> {
  const sent = { desk, board: desk, to_board: levelAbove(storage, desk), kind: 'digest' } as const;
  return send(context, { ...sent, request: null, words, content: digest }, actor, at);
}

const PAGE = 50;

/** What a board has sent, or has been sent, the newest first. */
export async function listDeliveries(
  { db }: Pick<Storage, 'db'>,
  board: string,
  { way, cursor }: { way: 'in' | 'out'; cursor?: string },
) {
  let from = db
    .selectFrom('delivery')
    .selectAll()
    .where(way === 'in' ? 'to_board' : 'desk', '=', board);
  if (cursor) from = from.where('id', '<', cursor);
  const rows = await from
    .orderBy('id', 'desc')
    .limit(PAGE + 1)
    .execute();
  const items = rows.slice(0, PAGE).map(deliveryOf);
  return { items, ...(rows.length > PAGE && { next: items.at(-1)!.id }) };
}

/** The level above says that it has it, or answers, which says so too. The first receipt stands, and an answer is given once. */
export async function acknowledge(
  context: WriteContext,
  { id, board, actor, at }: { id: string; board: string; actor: Actor; at: number },
  answer?: string,
): Promise<Row> {
  const row = await context.db
    .selectFrom('delivery')
    .selectAll()
    .where('id', '=', id)
    .where('to_board', '=', board)
    .executeTakeFirst();
  if (!row) throw new HelpBoardError('not-found');
  if (answer === undefined && row.received_at !== null) return row;
  if (answer !== undefined && row.answer !== null)
    throw new HelpBoardError('conflict', { fields: { answer: 'given' } });
  const who = `${actor.kind}:${actor.id}`;
  const after = await context.db
    .updateTable('delivery')
    .set({
      received_at: row.received_at ?? at,
      received_by: row.received_by ?? who,
      ...(answer !== undefined && { answer, answered_at: at, answered_by: who }),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const action = answer === undefined ? 'receive-delivery' : 'answer-delivery';
  await audit(context, { actor, action, board, at, detail: { delivery: id } });
  return after;
}

/** What was put before another level about a request that is made anonymous: that it was, and when. */
export async function emptyDeliveries(
  { db }: WriteContext,
  { board, id, public_body }: RequestRow,
  isPublic: boolean,
): Promise<void> {
  const rows = await db
    .selectFrom('delivery')
    .select(['id', 'content', 'answer'])
    .where('board', '=', board)
    .where('request', '=', id)
    .execute();
  for (const row of rows) {
    const { title: _, ...content } = JSON.parse(row.content) as { title?: string };
    await db
      .updateTable('delivery')
      .set({
        words: '',
        answer: row.answer && '',
        content: JSON.stringify({ ...content, body: isPublic ? public_body : '' }),
      })
      .where('id', '=', row.id)
      .execute();
  }
}

/** Takes what a request says out of the digests that have been delivered. What they count stays. */
export async function forgetSamples({ db }: WriteContext, board: string, id: string): Promise<void> {
  const rows = await db
    .selectFrom('delivery')
    .select(['id', 'content'])
    .where('kind', '=', 'digest')
    .where('content', 'like', `%${JSON.stringify(id)}%`)
    .execute();
  for (const row of rows) {
    const digest = JSON.parse(row.content) as Digest;
    for (const issue of digest.issues)
      issue.samples = issue.samples.filter((sample) => sample.board !== board || sample.id !== id);
    await db
      .updateTable('delivery')
      .set({ content: JSON.stringify(digest) })
      .where('id', '=', row.id)
      .execute();
  }
}
