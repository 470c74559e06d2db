import { HelpBoardError } from '../../../adapters/errors.js';
import { URGENCIES, type Urgency } from '../../../model/index.js';
import { move, type Decision } from '../change.js';
import { flagsOf, withFlag } from '../flags.js';

/** 受理: somebody at the desk takes it on. */
export const accept: Decision = (row, { actor }) => ({
  action: 'accept',
  set: { stage: move(row.stage, 'accept'), taken_by: actor.id, taken_by_name: actor.name ?? null },
});

export interface Declining {
  reason: string;
  otherWay: string;
}

/** 未予受理: never without a reason and another way, both in public. */
export const decline =
  ({ reason, otherWay }: Declining): Decision =>
  (row) => ({
    action: 'decline',
    set: { stage: move(row.stage, 'decline'), flags: withFlag(row, 'needs-info', false) },
    note: `${reason}\n${otherWay}`,
  });

export const recategorise =
  (category: string): Decision =>
  (row, { board }) => {
    move(row.stage, 'recategorise');
    if (!board.categories.some(({ code }) => code === category))
      throw new HelpBoardError('invalid', { fields: { category: 'unknown' } });
    if (row.category === category) return undefined;
    return { action: 'recategorise', set: { category, category_raw: null } };
  };

export const prioritise =
  (urgency: Urgency): Decision =>
  (row) => {
    move(row.stage, 'prioritise');
    if (row.urgency === urgency) return undefined;
    return { action: 'prioritise', set: { urgency, urgency_rank: URGENCIES.indexOf(urgency) } };
  };

/** 复杂事项: more time from the same start, as long as the time is not over. */
export const complicate =
  (on: boolean): Decision =>
  (row) => {
    move(row.stage, 'complicate');
    if (flagsOf(row).includes('complex') === on) return undefined;
    return { action: `complex-${on ? 'on' : 'off'}`, set: { flags: withFlag(row, 'complex', on) } };
  };

/** 代本人补充: what the requester was asked was told on the phone, so the clock goes on. For the desk and the unit to read. */
export const heard =
  (words: string): Decision =>
  (row) => {
    move(row.stage, 'add');
    if (!flagsOf(row).includes('needs-info'))
      throw new HelpBoardError('conflict', { fields: { flags: 'not-asked' } });
    return { action: 'heard', set: { flags: withFlag(row, 'needs-info', false) }, opinion: words };
  };

/** 内部意见. */
export const note =
  (words: string): Decision =>
  (row) => {
    move(row.stage, 'note');
    return { action: 'note', opinion: words };
  };
