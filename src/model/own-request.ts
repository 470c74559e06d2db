import { PUBLICATIONS } from './publication.js';
import { ratingSchema } from './rating.js';
import { assigneeSchema, idSchema, replySchema, timelineEntrySchema, urgencySchema } from './request.js';
import { stageSchema } from './stages.js';
import { instant, list, object, oneOf, string, type Infer } from './schema.js';
import { FLAGS } from './stages.js';
import { withFields } from './with-fields.js';

/** A reply as the requester reads it. */
export const ownReplySchema = withFields(replySchema, {
  /** `requester`: nobody else can read it. */
  audience: oneOf(['public', 'requester']),
});
export type OwnReply = Infer<typeof ownReplySchema>;

/** What the holder of a receipt's token sees of the own request, whatever its publication. Contact data is not sent back. */
export const ownRequestSchema = object(
  {
    id: idSchema,
    stage: stageSchema,
    publication: oneOf(PUBLICATIONS, { default: 'pending' }),
    flags: list(oneOf(FLAGS)),
    category: string({ default: 'other' }),
    urgency: urgencySchema,
    /** The original text. */
    body: string({ default: '' }),
    createdAt: instant(),
    dueAt: instant(),
    /** Public replies and those meant for the requester alone. */
    replies: list(ownReplySchema),
    timeline: list(timelineEntrySchema),
    additions: list(object({ id: idSchema, body: string(), at: instant() })),
  },
  {
    title: string(),
    answeredAt: instant(),
    pausedAt: instant(),
    assignee: assigneeSchema,
    rating: ratingSchema,
    /** The request it was folded into; its public replies stand with the own ones. */
    mergedInto: idSchema,
  },
);
export type OwnRequest = Infer<typeof ownRequestSchema>;

/** What a tracking code opens: stage and public replies only. */
export const trackedSchema = object(
  {
    stage: stageSchema,
    flags: list(oneOf(FLAGS)),
    createdAt: instant(),
    dueAt: instant(),
    replies: list(replySchema),
    timeline: list(timelineEntrySchema),
  },
  { answeredAt: instant(), pausedAt: instant(), assignee: assigneeSchema },
);
export type Tracked = Infer<typeof trackedSchema>;
