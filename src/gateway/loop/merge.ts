import { HelpBoardError } from '../../adapters/errors.js';
import { stageAfter } from '../../model/index.js';
import type { WriteContext } from '../storage/group-commit.js';
import { besides, isPublic, type RequestRow } from '../storage/projection.js';
import { openPrivate } from '../storage/sealed.js';
import type { Secret } from '../storage/secret.js';
import type { Reader } from '../storage/tables.js';
import {
  changeRequest,
  deskOf,
  findRequest,
  move,
  type Actor,
  type ChangeOptions,
  type Decision,
} from './change.js';
import { figuresOf } from './figures.js';
import { withFlag } from './flags.js';
import { reachRequest } from './reach.js';

/**
 * 并入: folds a true duplicate into another, which takes over its followers and the earlier clock. The writer of the
 * duplicate is answered with the other's replies, so it must be one that everybody may read, or the same person's.
 */
export async function merge(
  context: WriteContext,
  options: ChangeOptions,
  into: string,
): Promise<RequestRow> {
  const { id, secret } = options;
  if (into === id) throw new HelpBoardError('invalid', { fields: { into: 'same' } });
  const target = await reachRequest(context, deskOf(options), into).catch(() => {
    throw new HelpBoardError('invalid', { fields: { into: 'unknown' } });
  });
  // Its writer is answered by an address of its own board.
  if (target.board !== options.board)
    throw new HelpBoardError('conflict', { fields: { into: 'other-board' } });
  // Whatever is open, answered or resolved can take another in; what is at rest cannot.
  if (!stageAfter(target.stage, 'recategorise') || target.stage === 'declined')
    throw new HelpBoardError('conflict', { fields: { into: target.stage } });

  let source: RequestRow | undefined;
  const merged = await changeRequest(context, options, (row) => {
    if (row.stage === 'merged' && row.merged_into === into) return undefined;
    const stage = move(row.stage, 'merge');
    if (!isPublic(target) && !samePerson(secret, row, target))
      throw new HelpBoardError('conflict', { fields: { into: 'not-public' } });
    source = row;
    return {
      action: 'merge',
      set: { stage, merged_into: into, flags: withFlag(row, 'needs-info', false) },
      detail: { into },
    };
  });
  if (!source) return merged;
  const folded = source;

  const followers = await takeFollowers(context, folded, into);
  await changeRequest(context, { ...options, id: into, revision: undefined }, (row) => ({
    action: 'take-in',
    set: {
      // Its writer was in the same need, too.
      me_too: row.me_too + followers + 1,
      clock_from: Math.min(row.clock_from, folded.clock_from),
      due_at: Math.min(row.due_at, folded.due_at),
    },
    detail: { from: id },
  }));
  // Whoever was folded into this one before goes along.
  await context.db
    .updateTable('request')
    .set({ merged_into: into })
    .where('board', '=', options.board)
    .where('merged_into', '=', id)
    .execute();
  return merged;
}

/** 拆回: a request of its own again, with the clock it came with. */
export const part: Decision = (row) => ({
  action: 'part',
  set: { stage: move(row.stage, 'part'), merged_into: null },
  detail: { from: row.merged_into },
});

const GATEWAY: Actor = { kind: 'gateway', id: 'merge' };

/**
 * Its writer takes a request away that nobody has answered: what was folded into it was posted by others, who still wait, and
 * comes back to the desk.
 */
export async function partAll(
  context: WriteContext,
  options: Pick<ChangeOptions, 'boards' | 'secret' | 'board' | 'at'>,
  into: RequestRow,
): Promise<void> {
  if (figuresOf(into).done) return;
  const folded = await context.db
    .selectFrom('request')
    .select('id')
    .where('board', '=', into.board)
    .where('merged_into', '=', into.id)
    .execute();
  for (const { id } of folded) await changeRequest(context, { ...options, id, actor: GATEWAY }, part);
}

const samePerson = (secret: Secret, a: RequestRow, b: RequestRow): boolean =>
  openPrivate(secret, a).contact.phone === openPrivate(secret, b).contact.phone;

/** Devices that said 我也遇到 there say it here; gives how many. */
async function takeFollowers({ db }: WriteContext, { board, id }: RequestRow, into: string): Promise<number> {
  const devices = await db
    .selectFrom('me_too')
    .select(['device_hash', 'at'])
    .where('board', '=', board)
    .where('request', '=', id)
    .execute();
  for (const device of devices)
    await db
      .insertInto('me_too')
      .values({ board, request: into, ...device })
      .onConflict((oc) => oc.doNothing())
      .execute();
  return devices.length;
}

/** What a merged request's writer reads with it: the public replies to the one that is handled instead, where those may be read. */
export async function otherReplies(reader: Reader & { secret: Secret }, row: RequestRow) {
  const target = row.merged_into && (await findRequest(reader, row.board, row.merged_into));
  if (!target || (!isPublic(target) && !samePerson(reader.secret, row, target))) return [];
  const { replies } = await besides(reader, row.board, target.id);
  return replies.filter(({ audience }) => audience === 'public');
}
