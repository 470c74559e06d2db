import type { Assignee, Rating } from '../../../model/index.js';
import { move, type Decision } from '../change.js';
import { flagsOf, withFlag } from '../flags.js';

/** 办结. */
export const resolve: Decision = (row) => ({
  action: 'resolve',
  set: { stage: move(row.stage, 'resolve'), flags: withFlag(row, 'needs-info', false) },
  ...(row.assignee && { by: (JSON.parse(row.assignee) as Assignee).name }),
});

/** 重办: back to the desk with a new clock. How the first one ended stays on record. */
export const reopen =
  (words?: string): Decision =>
  (row, { at }) => ({
    action: 'reopen',
    set: {
      clock_from: at,
      answered_at: null,
      stage: move(row.stage, 'reopen'),
      flags: JSON.stringify(['reopened', ...flagsOf(row).filter((flag) => flag === 'supervised')]),
      assignee: null,
      slip: null,
      taken_by: null,
      taken_by_name: null,
    },
    opinion: words,
  });

/** 撤回: taken out of public view at once, and nobody works on it any more. Asked again, it stays withdrawn. */
export const withdraw: Decision = (row) =>
  row.stage === 'withdrawn' ? undefined : { action: 'withdraw', set: { stage: move(row.stage, 'withdraw') } };

/** 评价, the last one counts. Its words are sealed by the caller: they are for the desk alone. */
export const rate =
  ({ words: _, ...rating }: Rating, sealedWords: string | null): Decision =>
  (row) => {
    move(row.stage, 'rate');
    return { action: 'rate', set: { rating: JSON.stringify(rating), rating_words: sealedWords } };
  };
