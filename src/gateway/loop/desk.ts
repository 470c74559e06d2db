import { HelpBoardError } from '../../adapters/errors.js';
import { isClosed, maskText, type Assignee, type Reply } from '../../model/index.js';
import { flagsOf, move, type Change } from './change.js';
import type { RequestRow } from '../storage/projection.js';

/**
 * What an editor does, as decisions about a row: pure, so that the table of moves is all that says what is allowed.
 * `undefined` means that it is so already.
 */
type Decision = (row: RequestRow) => Change | undefined;

/** Publication is an axis of its own: a published request may be unanswered, and a hidden one is still handled. */
export const publish: Decision = (row) => {
  if (row.publication === 'public') return undefined;
  // What its writer meant for the desk is never published.
  if (row.visibility === 'desk') throw new HelpBoardError('conflict', { fields: { publication: 'desk' } });
  return {
    action: 'publish',
    set: {
      publication: 'public',
      public_body: maskText(row.public_body),
      public_title: row.public_title && maskText(row.public_title),
    },
  };
};

export const hide: Decision = (row) => {
  if (row.publication === 'hidden') return undefined;
  if (row.visibility === 'desk') throw new HelpBoardError('conflict', { fields: { publication: 'desk' } });
  return { action: 'hide', set: { publication: 'hidden' } };
};

export const accept: Decision = (row) => ({ action: 'accept', set: { stage: move(row.stage, 'accept') } });

export const dispatch =
  (assignee: Assignee, at: number): Decision =>
  (row) => ({
    action: 'dispatch',
    set: {
      stage: move(row.stage, 'dispatch'),
      // In this order: desks of units look for it by its text.
      assignee: JSON.stringify({ kind: assignee.kind, name: assignee.name }),
      dispatched_at: row.dispatched_at ?? at,
    },
    by: assignee.name,
    detail: { kind: assignee.kind, name: assignee.name },
  });

export type NewReply = Pick<Reply, 'author' | 'role' | 'body' | 'kind'>;

/**
 * Only an `answer` moves the request and stops its clock, the first one for good; a `question` waits for the requester; an
 * acknowledgement says that somebody has read it.
 */
export const reply =
  (words: NewReply, at: number): Decision =>
  (row) => {
    const flags = flagsOf(row).filter((flag) => flag !== 'needs-info');
    if (words.kind === 'answer') {
      return {
        action: 'answer',
        set: {
          stage: move(row.stage, 'answer'),
          answered_at: row.answered_at ?? at,
          flags: JSON.stringify(flags),
        },
        by: words.author,
        reply: words,
      };
    }
    if (isClosed(row.stage)) throw new HelpBoardError('conflict', { fields: { stage: row.stage } });
    const question = words.kind === 'question';
    return {
      action: question ? 'ask' : 'acknowledge',
      set: { flags: question ? JSON.stringify([...flags, 'needs-info']) : row.flags },
      reply: words,
    };
  };

export const mark =
  (what: 'pinned' | 'featured', on: boolean): Decision =>
  (row) =>
    (row[what] === 1) === on
      ? undefined
      : { action: `${what}-${on ? 'on' : 'off'}`, set: { [what]: on ? 1 : 0 } };
