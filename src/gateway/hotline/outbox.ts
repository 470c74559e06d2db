import { randomUUID } from 'node:crypto';
import { maskText, type Assignee } from '../../model/index.js';
import type { WriteContext } from '../storage/group-commit.js';
import { sequentialId } from '../storage/ids.js';
import type { RequestRow } from '../storage/projection.js';
import { openAddition, sealWords } from '../storage/sealed.js';
import type { Secret } from '../storage/secret.js';
import type { HotlineMessageKind } from '../storage/tables.js';
import type { Actor, Change, ChangeOptions } from '../loop/change.js';

/** What hotlines themselves have said is not said back to them. */
export const HOTLINE: Actor = { kind: 'gateway', id: 'hotline', name: 'hotline' };

/** What is passed on of what happens to a request that a hotline has. */
const PASSED_ON: Readonly<Record<string, HotlineMessageKind>> = {
  add: 'add',
  'add-to-merged': 'add',
  release: 'add',
  urge: 'urge',
  supervise: 'supervise',
  'supervise-on': 'supervise',
  withdraw: 'withdraw',
  return: 'return',
  rate: 'rate',
};

const hotlineOf = ({ assignee }: RequestRow): string | undefined => {
  const to = assignee === null ? undefined : (JSON.parse(assignee) as Assignee);
  return to?.kind === 'hotline' ? to.name : undefined;
};

/**
 * Writes down what a connected hotline is to be told of a change, together with the change: either both are stored or
 * neither, and nobody waits for the hotline.
 */
export async function passOn(
  context: WriteContext,
  options: ChangeOptions,
  change: Change,
  before: RequestRow,
  after: RequestRow,
): Promise<void> {
  const { boards, secret, actor, at } = options;
  if (actor.id === HOTLINE.id) return;
  if (change.action === 'dispatch') {
    const key = boards.hotlineNamed(after.handler, hotlineOf(after) ?? '');
    if (key === undefined) return;
    const order = {
      ...{ board: after.board, id: randomUUID(), request: after.id },
      ...{ desk: after.handler, hotline: key, slip: after.slip, at, checked_at: at },
    };
    await context.db.insertInto('hotline_order').values(order).execute();
    await queue(context, order, 'submit', at);
    return;
  }
  const kind = PASSED_ON[change.action];
  if (!kind || before.slip === null || hotlineOf(before) === undefined) return;
  const order = await context.db
    .selectFrom('hotline_order')
    .selectAll()
    .where('board', '=', before.board)
    .where('request', '=', before.id)
    .where('slip', '=', before.slip)
    .executeTakeFirst();
  if (!order) return;
  // What came to one that was merged into this one stands there.
  const from = (change.detail?.['from'] as string | undefined) ?? before.id;
  const of = { board: before.board, request: from, id: change.released };
  const words = kind === 'add' ? await addedWords(context, secret, of) : change.opinion;
  // Of somebody who asks confidentially nothing goes before an editor has released it.
  if (kind === 'add' && words === undefined) return;
  await queue(context, order, kind, at, words && { secret, words });
}

interface Of {
  board: string;
  id: string;
  request: string;
  desk: string;
  hotline: string;
}

async function queue(
  { db }: WriteContext,
  { board, id: hotline_order, request, desk, hotline }: Of,
  kind: HotlineMessageKind,
  at: number,
  said?: { secret: Secret; words: string } | '',
): Promise<void> {
  const id = sequentialId(at);
  const sealed = said ? sealWords(said.secret, 'hotline_message', { board, id }, said.words) : null;
  await db
    .insertInto('hotline_message')
    .values({
      ...{ board, id, request, hotline_order, desk, hotline, kind, sealed },
      ...{ state: 'waiting', attempts: 0, due_at: at, problem: null, at, sent_at: null },
    })
    .execute();
}

/** What was added just now, it is written before the change that tells of it; or what has been released by an editor. */
async function addedWords(
  { db }: WriteContext,
  secret: Secret,
  { board, request, id }: { board: string; request: string; id: string | undefined },
): Promise<string | undefined> {
  let from = db
    .selectFrom('addition')
    .select(['board', 'id', 'sealed', 'withheld'])
    .where('board', '=', board)
    .where('request', '=', request);
  if (id !== undefined) from = from.where('id', '=', id);
  const row = await from.orderBy('at', 'desc').limit(1).executeTakeFirst();
  if (!row || row.withheld) return undefined;
  const words = openAddition(secret, row);
  return id === undefined ? words : maskText(words);
}
