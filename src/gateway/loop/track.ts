import { HelpBoardError } from '../../adapters/errors.js';
import type { Assignee, Tracked } from '../../model/index.js';
import { trackingHash } from '../intake/submission-key.js';
import { otherReplies } from './merge.js';
import type { Storage } from '../storage/index.js';
import { besides, publicFlags, publicReply, publicStep, toInstant } from '../storage/projection.js';

/** What a tracking code opens: stage and public replies. No text of the requester, no id, nothing to reach anybody by. */
export async function track(storage: Storage, board: string, code: string): Promise<Tracked> {
  const row = await storage.db
    .selectFrom('request')
    .selectAll()
    .where('board', '=', board)
    .where('tracking_hash', '=', trackingHash(storage.secret, board, code))
    .executeTakeFirst();
  if (!row) throw new HelpBoardError('not-found');
  const { replies, timeline } = await besides(storage, board, row.id);
  const other = await otherReplies(storage, row);
  return {
    stage: row.stage,
    flags: publicFlags(row),
    createdAt: toInstant(row.received_at),
    dueAt: toInstant(row.due_at),
    replies: [...replies.filter((reply) => reply.audience === 'public'), ...other].map(publicReply),
    timeline: timeline.filter((step) => step.audience === 'public').map(publicStep),
    ...(row.answered_at !== null && { answeredAt: toInstant(row.answered_at) }),
    ...(row.paused_at !== null && { pausedAt: toInstant(row.paused_at) }),
    ...(row.assignee && { assignee: JSON.parse(row.assignee) as Assignee }),
  };
}
