import type { OwnReply } from '../../../model/index.js';
import { move, type Change, type Decision } from '../change.js';
import { flagsOf, withFlag } from '../flags.js';

export type NewReply = Pick<OwnReply, 'author' | 'role' | 'body' | 'kind' | 'audience'>;

export const ACTIONS = { answer: 'answer', acknowledgement: 'acknowledge', question: 'ask' } as const;

/**
 * Only an `answer` moves the request and stops its clock, the first one for good; a `question` waits for the requester, and
 * the clock with it; an acknowledgement says that somebody has read it, and changes nothing else.
 */
export const reply =
  (words: NewReply): Decision =>
  (row, { at }) => {
    const action = ACTIONS[words.kind];
    const stage = move(row.stage, action);
    const change: Change = { action, reply: words };
    if (words.kind === 'question') return { ...change, set: { flags: withFlag(row, 'needs-info', true) } };
    if (words.kind === 'acknowledgement') return change;
    const open = flagsOf(row).filter((flag) => flag !== 'needs-info' && flag !== 'urged');
    return {
      ...change,
      by: words.author,
      onSlip: 'answered_at',
      set: {
        stage,
        flags: JSON.stringify(open),
        answered_at: row.answered_at ?? at,
        first_answered_at: row.first_answered_at ?? at,
      },
    };
  };
