import {
  dueAt,
  stageAfter,
  type HelpRequest,
  type Move,
  type Promised,
  type Rating,
} from '../../model/index.js';
import { HelpBoardError } from '../errors.js';

const touch = (request: HelpRequest, stage = request.stage): void => {
  const at = new Date().toISOString();
  request.updatedAt = at;
  if (stage === request.stage) return;
  request.stage = stage;
  request.timeline.push({ at, stage });
};

/** Throws `conflict` where the table does not allow the move. */
export function mayMove({ stage }: HelpRequest, move: Move): void {
  if (!stageAfter(stage, move)) throw new HelpBoardError('conflict');
}

/** 催办: once the time is over. */
export function urge(request: HelpRequest): void {
  mayMove(request, 'urge');
  if (Date.parse(request.dueAt) > Date.now())
    throw new HelpBoardError('conflict', { fields: { dueAt: 'not-over' } });
  if (!request.flags.includes('urged')) request.flags.push('urged');
  touch(request);
}

/** 评价: the words are for the desk alone. */
export function rate(request: HelpRequest, { words: _, ...rating }: Rating): void {
  mayMove(request, 'rate');
  request.rating = rating;
  touch(request);
}

/** 重新办理: with a clock of its own. */
export function reopen(request: HelpRequest, promise: Promised): void {
  mayMove(request, 'reopen');
  request.dueAt = new Date(dueAt(Date.now(), promise)).toISOString();
  delete request.answeredAt;
  if (!request.flags.includes('reopened')) request.flags.push('reopened');
  touch(request, stageAfter(request.stage, 'reopen'));
}
