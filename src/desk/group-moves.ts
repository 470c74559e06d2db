import type { Known } from './answers.js';
import type { Field } from './dom.js';
import { replyBody, replyFields, unit, until, words } from './fields.js';
import type { Doing } from './moves.js';

export interface GroupMove extends Doing {
  fields?(group: { extensionAsked?: string }, board: Known): Field[];
}

/** What is done with a group, all of its requests at once. */
export const GROUP_MOVES: GroupMove[] = [
  {
    path: 'dispatch',
    label: '一起交办（一张交办单）',
    fields: (_, board) => [...unit(board), words('交办意见')],
  },
  {
    path: 'reply',
    label: '逐件答复',
    fields: (_, board) => replyFields(board),
    // The blanks of what goes to many are filled in anyway.
    body: ({ template: _, ...values }) => replyBody(values),
  },
  { path: 'approve', label: '审过待审的答复' },
  { path: 'claim', label: '签收' },
  {
    path: 'extend',
    label: '延期',
    fields: until,
  },
  { path: 'urge', label: '催办', fields: () => [words('催办的话')] },
  { path: 'resolve', label: '全部办结' },
];
