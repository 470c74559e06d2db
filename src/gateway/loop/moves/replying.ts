import type { Selectable } from 'kysely';
import { HelpBoardError } from '../../../adapters/errors.js';
import type { OwnReply } from '../../../model/index.js';
import type { ReplyTable } from '../../storage/tables.js';
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

/**
 * 更正: other words in the place of those that are out. All else of the reply stays: whose it is, when it came, whom it is
 * for, what it did to the clock. A unit puts right what it has said itself, the newsroom whatever is out.
 */
export const correct =
  (
    sent: Selectable<ReplyTable>,
    { author, role, body }: Pick<NewReply, 'author' | 'role' | 'body'>,
  ): Decision =>
  (row) => {
    move(row.stage, 'correct');
    if (role !== 'newsroom' && author !== sent.author)
      throw new HelpBoardError('forbidden', { fields: { reply: 'of-others' } });
    if (body === sent.body) return undefined;
    return {
      action: 'correct',
      correction: { reply: sent.id, body, before: sent.body },
      by: author,
      shown: sent.audience === 'public',
      detail: { reply: sent.id },
    };
  };
