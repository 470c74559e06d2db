import type { Selectable } from 'kysely';
import { HelpBoardError } from '../../adapters/errors.js';
import type { WriteContext } from '../storage/group-commit.js';
import { sequentialId } from '../storage/ids.js';
import { toInstant, type RequestRow } from '../storage/projection.js';
import { openWords, sealWords } from '../storage/sealed.js';
import type { Secret } from '../storage/secret.js';
import type { ProposalTable, Reader, ReplyTable } from '../storage/tables.js';
import { changeRequest, deskOf, type Change, type ChangeOptions } from './change.js';
import { correct, reply, type NewReply } from './moves/replying.js';

/** Who has approved it: an actor's id and name. */
interface Approval {
  who: string;
  name: string;
  at: number;
}

type SentReply = Selectable<ReplyTable>;

/** A reply to this request that is out. */
export async function loadReply(
  { db }: Reader,
  { board, id }: ChangeOptions,
  reply: string,
): Promise<SentReply> {
  const row = await db
    .selectFrom('reply')
    .selectAll()
    .where('board', '=', board)
    .where('request', '=', id)
    .where('id', '=', reply)
    .executeTakeFirst();
  if (!row) throw new HelpBoardError('not-found', { fields: { reply: 'unknown' } });
  return row;
}

/**
 * Replies, or corrects what is out, or proposes it where it speaks in the paper's name and the board wants it reviewed (三审). What is
 * proposed is seen by nobody outside the desk, moves nothing and stops no clock: what counts is when the person can read it.
 */
export async function replyOrPropose(
  context: WriteContext,
  options: ChangeOptions,
  words: NewReply,
  corrects?: SentReply,
): Promise<{ row: RequestRow; proposal?: string }> {
  const decide = corrects ? correct(corrects, words) : reply(words);
  const { settings } = options.boards.get(deskOf(options))!;
  if (words.role !== 'newsroom' || !settings.reviewSteps)
    return { row: await changeRequest(context, options, decide) };

  const { board, id, actor, at, secret } = options;
  let change: Change | undefined;
  const row = await changeRequest(context, options, (before, doing) => {
    change = decide(before, doing);
    return change && { action: 'propose', fields: ['proposals'] };
  });
  if (!change) return { row };
  const { body, audience = 'public', ...plain } = words;
  const proposal = sequentialId(at);
  await context.db
    .insertInto('proposal')
    .values({
      ...plain,
      audience,
      board,
      request: id,
      id: proposal,
      at,
      writer: actor.id,
      writer_name: actor.name ?? actor.kind,
      sealed: sealWords(secret, 'proposal', { board, id: proposal }, body),
      steps: settings.reviewSteps,
      approvals: '[]',
      state: 'waiting',
      corrects: corrects?.id ?? null,
    })
    .execute();
  return { row, proposal };
}

async function loadWaiting({ db }: Reader, { board, id }: ChangeOptions, proposal: string) {
  const row = await db
    .selectFrom('proposal')
    .selectAll()
    .where('board', '=', board)
    .where('request', '=', id)
    .where('id', '=', proposal)
    .executeTakeFirst();
  if (!row) throw new HelpBoardError('not-found');
  if (row.state !== 'waiting') throw new HelpBoardError('conflict', { fields: { proposal: row.state } });
  return row;
}

/** What waits for review for one request. */
export async function waitingFor({ db }: Reader, { board, id }: ChangeOptions): Promise<string[]> {
  const rows = await db
    .selectFrom('proposal')
    .select('id')
    .where('board', '=', board)
    .where('request', '=', id)
    .where('state', '=', 'waiting')
    .orderBy('id')
    .execute();
  return rows.map((row) => row.id);
}

const update = ({ db }: WriteContext, of: Selectable<ProposalTable>, set: Partial<ProposalTable>) =>
  db
    .updateTable('proposal')
    .set(set)
    .where('board', '=', of.board)
    .where('request', '=', of.request)
    .where('id', '=', of.id)
    .execute();

/** One step of the review; after the last one the reply goes out. Nobody reviews what they wrote, or twice. */
export async function approve(
  context: WriteContext,
  options: ChangeOptions,
  proposal: string,
): Promise<RequestRow> {
  const { actor, at, secret } = options;
  const waiting = await loadWaiting(context, options, proposal);
  const approvals = JSON.parse(waiting.approvals) as Approval[];
  if (waiting.writer === actor.id) throw new HelpBoardError('forbidden', { fields: { reviewer: 'writer' } });
  if (approvals.some(({ who }) => who === actor.id))
    throw new HelpBoardError('forbidden', { fields: { reviewer: 'twice' } });
  approvals.push({ who: actor.id, name: actor.name ?? actor.kind, at });
  const last = approvals.length >= waiting.steps;
  await update(context, waiting, {
    approvals: JSON.stringify(approvals),
    ...(last && { state: 'out' as const }),
  });
  if (!last)
    return changeRequest(context, options, () => ({
      action: 'approve',
      fields: ['proposals'],
      detail: { proposal },
    }));
  const { author, role, kind, audience } = waiting;
  const words = { author, role, kind, audience, body: openWords(secret, 'proposal', waiting) } as NewReply;
  const decide = waiting.corrects
    ? correct(await loadReply(context, options, waiting.corrects), words)
    : reply(words);
  return changeRequest(context, options, (row, doing) => ({
    // Where a colleague has made it say so already, this was the last step and no more.
    action: 'approve',
    ...decide(row, doing),
    fields: ['proposals'],
    detail: { proposal },
  }));
}

/** Back to its writer, with the reason. */
export async function sendBack(
  context: WriteContext,
  options: ChangeOptions,
  proposal: string,
  reason: string,
): Promise<RequestRow> {
  const waiting = await loadWaiting(context, options, proposal);
  await update(context, waiting, { state: 'sent-back' });
  return changeRequest(context, options, () => ({
    action: 'send-back',
    opinion: reason,
    fields: ['proposals'],
    detail: { proposal },
  }));
}

export const proposalOf = (secret: Secret, row: Selectable<ProposalTable>) => ({
  id: row.id,
  request: row.request,
  at: toInstant(row.at),
  writer: row.writer_name,
  author: row.author,
  role: row.role,
  kind: row.kind,
  audience: row.audience,
  body: openWords(secret, 'proposal', row),
  steps: row.steps,
  approvals: (JSON.parse(row.approvals) as Approval[]).map(({ name, at }) => ({ name, at: toInstant(at) })),
  state: row.state,
  ...(row.corrects && { corrects: row.corrects }),
});

/** What waits for review at a desk, the oldest first. */
export async function listProposals(
  { db, secret }: Reader & { secret: Secret },
  desk: string,
  { cursor, limit = 20 }: { cursor?: string; limit?: number },
) {
  let from = db
    .selectFrom('proposal')
    .innerJoin('request', (join) =>
      join.onRef('request.board', '=', 'proposal.board').onRef('request.id', '=', 'proposal.request'),
    )
    .selectAll('proposal')
    .where('request.handler', '=', desk)
    .where('proposal.state', '=', 'waiting');
  if (cursor) from = from.where('proposal.id', '>', cursor);
  const rows = await from
    .orderBy('proposal.id')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map((row) => proposalOf(secret, row));
  return { items, ...(rows.length > limit && { next: items.at(-1)!.id }) };
}
