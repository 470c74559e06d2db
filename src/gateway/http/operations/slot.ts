import {
  instant,
  integer,
  NEWSROOM,
  object,
  previewedSlotSchema,
  slotContentSchema,
  slotEmergencyAnswerSchema,
  slotEmergencySchema,
  slotPreviewSchema,
  slotStateSchema,
  slotVersionSchema,
  string,
} from '../../../model/index.js';
import { problems, tag } from './desk/action.js';
import { boardParam, requestParams, type Operation } from './operation.js';

const desk = { tag, roles: NEWSROOM, params: boardParam, status: 200, problems } as const;
const about = { ...desk, params: requestParams } as const;

export const readSlot: Operation = {
  ...desk,
  id: 'readSlot',
  method: 'GET',
  path: '/desk/boards/{board}/slot',
  summary:
    'Versions of the slot on home pages, when each is shown, who decided it, and on how many pages it has arrived.',
  answer: slotStateSchema,
};

export const draftSlot: Operation = {
  ...desk,
  id: 'draftSlot',
  method: 'POST',
  path: '/desk/boards/{board}/slot/versions',
  summary: 'A new version of the slot, that nobody is shown yet.',
  body: slotContentSchema,
  status: 201,
  answer: slotVersionSchema,
};

export const changeSlotDraft: Operation = {
  ...about,
  id: 'changeSlotDraft',
  method: 'PUT',
  path: '/desk/boards/{board}/slot/versions/{id}',
  summary: 'Changes a draft, as a whole. What has been shown stays as it was: that is a conflict.',
  revised: true,
  body: slotContentSchema,
  answer: slotVersionSchema,
};

export const previewSlot: Operation = {
  ...about,
  id: 'previewSlot',
  method: 'POST',
  path: '/desk/boards/{board}/slot/versions/{id}/preview',
  summary: 'A code that opens a preview of a version for a week; the one before opens nothing any more.',
  revised: true,
  body: object({}),
  answer: slotPreviewSchema,
};

export const publishSlot: Operation = {
  ...about,
  id: 'publishSlot',
  method: 'POST',
  path: '/desk/boards/{board}/slot/versions/{id}/showings',
  summary:
    'Shows a version: now or from a time on, for good or until a time; then what was shown before is shown again.',
  revised: true,
  body: object({}, { from: instant(), until: instant() }),
  answer: slotStateSchema,
};

export const endSlotShowing: Operation = {
  ...about,
  id: 'endSlotShowing',
  method: 'DELETE',
  path: '/desk/boards/{board}/slot/showings/{id}',
  summary: 'Ends what is shown, or takes back what is planned.',
  answer: slotStateSchema,
};

export const rollBackSlot: Operation = {
  ...desk,
  id: 'rollBackSlot',
  method: 'POST',
  path: '/desk/boards/{board}/slot/roll-back',
  summary:
    'Shows again what was shown before, by time, and was on and is something else; or the version that is named. Not in an emergency.',
  body: object({}, { version: integer({ minimum: 1 }) }),
  answer: slotStateSchema,
};

export const switchSlotEmergency: Operation = {
  ...desk,
  id: 'switchSlotEmergency',
  method: 'POST',
  path: '/desk/boards/{board}/slot/emergency',
  summary:
    'Puts the board before everything else on all pages of the board or of its subtree (a supervisor’s), and takes it off again. Without `confirm` nothing is done: the answer says which boards it would be, and what to confirm it with.',
  body: slotEmergencySchema,
  answer: slotEmergencyAnswerSchema,
};

export const getSlotPreview: Operation = {
  id: 'getSlotPreview',
  method: 'GET',
  path: '/boards/{board}/slot-previews/{code}',
  summary: 'The slot as a draft would have it, for whoever was given the code.',
  tag: 'public',
  params: { ...boardParam, code: string({ maxLength: 40 }) },
  status: 200,
  answer: previewedSlotSchema,
  problems: ['unknown-board', 'not-found', 'rate-limited'],
};

export const reportSlot: Operation = {
  id: 'reportSlot',
  method: 'GET',
  path: '/boards/{board}/slot-arrivals',
  summary:
    'A page says which version of the slot it shows, so that editors see how far a change has come. Kept: a hash of the page’s address without its query, and the hour. The answer may be kept for an hour: what is asked from a cache has been counted.',
  tag: 'public',
  params: boardParam,
  query: object(
    {
      page: string({ maxLength: 500, pattern: '^https?://[^/]' }),
      version: string({ pattern: '^[1-9]\\d{0,8}$' }),
    },
    {},
    { additionalProperties: true },
  ),
  status: 200,
  answer: object({ version: integer() }),
  problems: ['unknown-board', 'invalid', 'rate-limited'],
};
