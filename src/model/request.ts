import { boolean, instant, integer, list, number, object, oneOf, string, type Infer } from './schema.js';
import { FLAGS, stageSchema } from './stages.js';
import { URGENCIES } from './urgency.js';

/** Who answers or handles. */
export const ROLES = ['newsroom', 'department', 'volunteer', 'hotline', 'institution', 'requester'] as const;
export const ASSIGNEES = ['desk', 'department', 'volunteer', 'hotline', 'institution'] as const;
export const REPLY_KINDS = ['answer', 'acknowledgement', 'question'] as const;

export const idSchema = string();
export const urgencySchema = oneOf(URGENCIES, { default: 'routine' });

export const replySchema = object(
  {
    id: idSchema,
    author: string({ default: '' }),
    role: oneOf(ROLES, { default: 'newsroom' }),
    body: string(),
    at: instant(),
    /** Only an `answer` stops the clock. */
    kind: oneOf(REPLY_KINDS, { default: 'acknowledgement' }),
  },
  {
    /** When its words were last put right; `at` stays when it came. */
    correctedAt: instant(),
  },
);
export type Reply = Infer<typeof replySchema>;

/** One step that everybody may see: who did what, when. */
export const timelineEntrySchema = object(
  { at: instant(), stage: stageSchema },
  {
    /** The unit or role that acted; never a requester's name. */
    by: string(),
    /** Public words on the step: the reason of a decline, the name of the unit. */
    note: string(),
    /** The other system's own word for the stage, where nobody mapped it. */
    rawLabel: string(),
    /** A reply was put right; the stage is as it was. */
    corrected: boolean(),
  },
);
export type TimelineEntry = Infer<typeof timelineEntrySchema>;

export const assigneeSchema = object({ kind: oneOf(ASSIGNEES, { default: 'desk' }), name: string() });
export type Assignee = Infer<typeof assigneeSchema>;

export const attachmentSchema = object(
  {
    /** Relative to the board's URL, or absolute. */
    url: string(),
    type: string({ default: 'image/jpeg' }),
  },
  { width: integer(), height: integer(), alt: string() },
);
export type Attachment = Infer<typeof attachmentSchema>;

const score = integer({ minimum: 1, maximum: 5 });

/** What everybody may see of a rating (评价): whether it was solved, and 1 (poor) to 5 (very good). */
export const publicRatingSchema = object(
  { solved: oneOf(['yes', 'partly', 'no']) },
  { attitude: score, speed: score },
);
export type PublicRating = Infer<typeof publicRatingSchema>;

/**
 * The public projection (design §4): all that lists, search, figures, feeds and permalinks ever read. Nothing private can
 * be in it because it is stored apart, and nothing derived from now is in it.
 */
export const helpRequestSchema = object(
  {
    id: idSchema,
    board: string({ default: '' }),
    region: string({ default: '' }),
    /** The category's code. */
    category: string({ default: 'other' }),
    urgency: urgencySchema,
    /** The text with phone numbers and the like covered; an editor may have redacted further. */
    publicBody: string(),
    /** Masked name; empty for an unnamed person. */
    author: string({ default: '' }),
    createdAt: instant(),
    updatedAt: instant({ default: '' }),
    stage: stageSchema,
    flags: list(oneOf(FLAGS)),
    dueAt: instant(),
    replies: list(replySchema),
    timeline: list(timelineEntrySchema),
    attachments: list(attachmentSchema),
    meToo: integer({ default: 0 }),
    thanks: integer({ default: 0 }),
    comments: integer({ default: 0 }),
    pinned: boolean({ default: false }),
    featured: boolean({ default: false }),
    /** Ids of explainers an editor attached. */
    explainers: list(string()),
    score: number({ default: 0 }),
  },
  {
    title: string(),
    answeredAt: instant(),
    /** Since when the clock stands still, waiting for the requester. */
    pausedAt: instant(),
    assignee: assigneeSchema,
    rating: publicRatingSchema,
    /** The request that this one was folded into; that may not be public. */
    mergedInto: idSchema,
  },
);
export type HelpRequest = Infer<typeof helpRequestSchema>;

/** A page of a list. `pinned` comes apart, and on the first page only. */
export const requestPageSchema = object(
  { items: list(helpRequestSchema), pinned: list(helpRequestSchema) },
  {
    /** Ask with this for the next page; missing on the last one. */
    next: string(),
  },
);
export type RequestPage = Infer<typeof requestPageSchema>;
