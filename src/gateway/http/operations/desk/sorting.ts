import { EVERY_ROLE, object, oneOf, string, URGENCIES } from '../../../../model/index.js';
import { action, on, words } from './action.js';

export const acceptRequest = action('accept', 'Takes it on.');

export const declineRequest = action(
  'decline',
  'Declines it, with the reason and another way for the person; both are public.',
  object({
    reason: string({ minLength: 1, maxLength: 1000 }),
    otherWay: string({ minLength: 1, maxLength: 1000 }),
  }),
);

export const recategoriseRequest = action(
  'recategorise',
  'Files it under another category of the board.',
  object({ category: string({ minLength: 1, maxLength: 40 }) }),
);

export const prioritiseRequest = action(
  'prioritise',
  'Changes how urgent it is.',
  object({ urgency: oneOf(URGENCIES) }),
);

export const complicateRequest = action(
  'complicate',
  'Says that it is complex, or not after all: another time from the same start. What is over stays over.',
  on,
);

export const noteOnRequest = action(
  'note',
  'Leaves a note for colleagues and the unit. Never public.',
  object({ words }),
  EVERY_ROLE,
);

export const heardRequest = action(
  'heard',
  'Notes what the requester was asked and has told somebody: the clock goes on. Never public.',
  object({ words }),
  EVERY_ROLE,
);

export const mergeRequest = action(
  'merge',
  'Folds a duplicate into another request, with its followers and the earlier clock.',
  object({ into: string({ minLength: 1, maxLength: 80 }) }),
);

export const partRequest = action(
  'part',
  'Takes a merged one out again: a request of its own, with its own clock.',
);
