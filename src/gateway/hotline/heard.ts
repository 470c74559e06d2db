import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Order } from '../../adapters/hotline/index.js';
import { isClosed, maskText, stageAfter } from '../../model/index.js';
import { audit, changeRequest, findRequest, type ChangeOptions } from '../loop/change.js';
import { resolve } from '../loop/moves/closing.js';
import { claim, giveBack } from '../loop/moves/handing-over.js';
import { reply } from '../loop/moves/replying.js';
import type { WriteContext } from '../storage/group-commit.js';
import type { Storage } from '../storage/index.js';
import type { HotlineOrderTable } from '../storage/tables.js';
import type { Connection } from './connections.js';
import { HOTLINE } from './outbox.js';

const WORDS_MAX = 2000;

/**
 * Brings a request in line with what its hotline says, however often it says it. Their public reply is published as the
 * unit's answer, their internal opinion goes to the desk with a return, what they give back is the desk's again. A label that
 * nobody mapped changes nothing but what the desk reads of the order.
 */
export async function hear(
  context: WriteContext,
  storage: Storage,
  connection: Connection,
  known: Selectable<HotlineOrderTable>,
  said: Order,
  at: number,
): Promise<void> {
  const { db } = context;
  const { board, id } = known;
  const row = await findRequest(context, board, known.request);
  const hash = said.reply && createHash('sha256').update(said.reply).digest('base64url');
  const returned = said.returned === true || said.resolution === 'returned' || said.stage === 'declined';
  const closed = returned || isClosed(said.stage);
  await db
    .updateTable('hotline_order')
    .set({
      checked_at: at,
      stage: said.stage,
      raw_label: said.rawLabel?.slice(0, 80) ?? null,
      ...(said.remoteId && { remote_id: said.remoteId }),
      ...(hash && { reply_hash: hash }),
      ...(closed && { closed_at: known.closed_at ?? at }),
    })
    .where('board', '=', board)
    .where('id', '=', id)
    .execute();
  // It has been returned, or handed to somebody else, in the meantime: what they say now is for the desk to read only.
  if (!row || row.slip !== known.slip || isClosed(row.stage)) return;
  const { boards, secret } = storage;
  const options: ChangeOptions = { boards, secret, board, desk: known.desk, id: row.id, actor: HOTLINE, at };

  if (returned && stageAfter(row.stage, 'return')) {
    const reason = said.opinion ?? said.rawLabel ?? '';
    await changeRequest(
      context,
      options,
      giveBack({ reason: `${connection.name}退回：${reason}`.slice(0, WORDS_MAX) }),
    );
    return;
  }
  let { stage } = row;
  const begun = ['in-progress', 'answered', 'resolved'].includes(said.stage);
  if (begun && stageAfter(stage, 'claim')) ({ stage } = await changeRequest(context, options, claim()));
  if (hash && hash !== known.reply_hash && stageAfter(stage, 'answer')) {
    const words = { author: said.department ?? connection.name, role: 'hotline', kind: 'answer' } as const;
    ({ stage } = await changeRequest(
      context,
      options,
      reply({ ...words, audience: 'public', body: maskText(said.reply!) }),
    ));
  }
  if (said.stage === 'resolved' && stageAfter(stage, 'resolve'))
    await changeRequest(context, options, resolve);
}

/** The order that something pushed is about, by our id, else by theirs. */
export async function orderOfPush(
  { db }: WriteContext,
  { board, key }: Connection,
  { ownId, remoteId }: Order,
): Promise<Selectable<HotlineOrderTable> | undefined> {
  const of = db.selectFrom('hotline_order').selectAll().where('desk', '=', board).where('hotline', '=', key);
  const own = ownId && (await of.where('id', '=', ownId).executeTakeFirst());
  return own || (remoteId ? of.where('remote_id', '=', remoteId).executeTakeFirst() : undefined);
}

/** A push in the audit log: which order it was about, and nothing of what it said. */
export const auditPush = (
  context: WriteContext,
  { board, key }: Connection,
  order: Selectable<HotlineOrderTable>,
  at: number,
) =>
  audit(context, {
    ...{ actor: HOTLINE, action: 'hotline-push', board: order.board, request: order.request, at },
    detail: { desk: board, hotline: key },
  });
