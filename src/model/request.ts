import { boolean, instant, integer, list, number, object, oneOf, string, type Infer } from './schema.js';
import { FLAGS, PUBLICATIONS, STAGES } from './stages.js';
import { URGENCIES } from './urgency.js';

/** Who answers or handles. */
export const ROLES = ['newsroom', 'department', 'volunteer', 'hotline', 'institution', 'requester'] as const;
export const ASSIGNEES = ['desk', 'department', 'volunteer', 'hotline', 'institution'] as const;
export const REPLY_KINDS = ['answer', 'acknowledgement', 'question'] as const;

const id = string({ minLength: 1, maxLength: 80 });
const stage = oneOf(STAGES, { default: 'unknown' });
const urgency = oneOf(URGENCIES, { default: 'routine' });

const reply = {
  id,
  author: string({ default: '' }),
  role: oneOf(ROLES, { default: 'newsroom' }),
  body: string(),
  at: instant(),
  /** Only an `answer` stops the clock. */
  kind: oneOf(REPLY_KINDS, { default: 'acknowledgement' }),
};
export const replySchema = object(reply);
export type Reply = Infer<typeof replySchema>;

/** A reply as the requester reads it. */
export const ownReplySchema = object(reply, {
  /** `requester`: nobody else can read it. */
  audience: oneOf(['public', 'requester']),
});
export type OwnReply = Infer<typeof ownReplySchema>;

/** One step that everybody may see: who did what, when. */
export const timelineEntrySchema = object(
  { at: instant(), stage },
  {
    /** The unit or role that acted; never a requester's name. */
    by: string(),
    /** Public words on the step: the reason of a decline, the name of the unit. */
    note: string(),
    /** The other system's own word for the stage, where nobody mapped it. */
    rawLabel: string(),
  },
);
export type TimelineEntry = Infer<typeof timelineEntrySchema>;

export const assigneeSchema = object({ kind: oneOf(ASSIGNEES, { default: 'desk' }), name: string() });
export type Assignee = Infer<typeof assigneeSchema>;

export const attachmentSchema = object(
  {
    /** Relative to the board's URL, or absolute. */
    url: string({ format: 'uri-reference' }),
    type: string({ default: 'image/jpeg' }),
  },
  { width: integer(), height: integer(), alt: string() },
);
export type Attachment = Infer<typeof attachmentSchema>;

export const ratingSchema = object(
  { solved: oneOf(['yes', 'partly', 'no']) },
  {
    attitude: integer({ minimum: 1, maximum: 5 }),
    speed: integer({ minimum: 1, maximum: 5 }),
    words: string({ maxLength: 500 }),
  },
);
export type Rating = Infer<typeof ratingSchema>;

/**
 * The public projection (design §4): all that lists, search, figures, feeds and permalinks ever read. Nothing private can
 * be in it because it is stored apart, and nothing derived from now is in it.
 */
export const helpRequestSchema = object(
  {
    id,
    board: string({ default: '' }),
    region: string({ default: '' }),
    /** The category's code. */
    category: string({ default: 'other' }),
    urgency,
    /** The text with phone numbers and the like covered; an editor may have redacted further. */
    publicBody: string(),
    /** Masked name; empty for an unnamed person. */
    author: string({ default: '' }),
    createdAt: instant(),
    updatedAt: instant({ default: '' }),
    stage,
    flags: list(oneOf(FLAGS)),
    dueAt: instant(),
    replies: list(replySchema),
    timeline: list(timelineEntrySchema),
    attachments: list(attachmentSchema),
    meToo: integer({ minimum: 0, default: 0 }),
    thanks: integer({ minimum: 0, default: 0 }),
    comments: integer({ minimum: 0, default: 0 }),
    pinned: boolean({ default: false }),
    featured: boolean({ default: false }),
    /** Ids of explainers an editor attached. */
    explainers: list(string()),
    score: number({ default: 0 }),
  },
  { title: string(), answeredAt: instant(), assignee: assigneeSchema, rating: ratingSchema },
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

/** What the holder of a receipt's token sees of the own request, whatever its publication. Contact data is not sent back. */
export const ownRequestSchema = object(
  {
    id,
    stage,
    publication: oneOf(PUBLICATIONS, { default: 'pending' }),
    flags: list(oneOf(FLAGS)),
    category: string({ default: 'other' }),
    urgency,
    /** The original text. */
    body: string({ default: '' }),
    createdAt: instant(),
    dueAt: instant(),
    /** Public replies and those meant for the requester alone. */
    replies: list(ownReplySchema),
    timeline: list(timelineEntrySchema),
    additions: list(object({ id, body: string(), at: instant() })),
  },
  { title: string(), answeredAt: instant(), assignee: assigneeSchema, rating: ratingSchema },
);
export type OwnRequest = Infer<typeof ownRequestSchema>;

/** What a tracking code opens: stage and public replies only. */
export const trackedSchema = object(
  {
    stage,
    flags: list(oneOf(FLAGS)),
    createdAt: instant(),
    dueAt: instant(),
    replies: list(replySchema),
    timeline: list(timelineEntrySchema),
  },
  { answeredAt: instant(), assignee: assigneeSchema },
);
export type Tracked = Infer<typeof trackedSchema>;
