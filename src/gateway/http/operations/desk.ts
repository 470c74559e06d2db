import {
  array,
  assigneeSchema,
  boolean,
  changeSchema,
  consentsSchema,
  contactSchema,
  EVERY_ROLE,
  FLAGS,
  idSchema,
  instant,
  integer,
  list,
  locationSchema,
  object,
  oneOf,
  PUBLICATIONS,
  ratingSchema,
  record,
  replySchema,
  STAGES,
  string,
  timelineEntrySchema,
  URGENCIES,
  withFields,
  type Schema,
} from '../../../model/index.js';
import { PAGE_MAX } from '../../storage/public-reads.js';
import { proposalSchema } from './desk/replies.js';
import { boardParam, requestParams, type Operation } from './operation.js';

const tag = 'desk' as const;
const noAnswer = ['unknown-board', 'unauthorized', 'forbidden', 'not-found', 'invalid', 'conflict'] as const;

const items = {
  id: string(),
  board: string(),
  stage: oneOf(STAGES),
  publication: oneOf(PUBLICATIONS),
  flags: list(oneOf(FLAGS)),
  category: string(),
  urgency: oneOf(URGENCIES),
  body: string(),
  publicBody: string(),
  region: string(),
  visibility: oneOf(['public', 'desk']),
  confidential: boolean(),
  createdAt: instant(),
  dueAt: instant(),
  pinned: boolean(),
  featured: boolean(),
  meToo: integer(),
  revision: integer(),
  keyIssue: boolean(),
  /** What the table of moves allows now. */
  moves: list(string()),
  contact: contactSchema,
};
const itemOptions = {
  title: string(),
  /** As the public reads it. */
  publicTitle: string(),
  /** What the form sent, where the board knows no such category. */
  categoryRaw: string(),
  answeredAt: instant(),
  pausedAt: instant(),
  assignee: assigneeSchema,
  /** The time that passed without an answer, whatever happened since. */
  overdueAt: instant(),
  takenBy: string(),
  slip: idSchema,
  group: idSchema,
  suggested: assigneeSchema,
  /** Until when its unit asks for more time. */
  extensionAsked: instant(),
  mergedInto: idSchema,
};

const anything = {} as Schema<unknown>;
const audience = oneOf(['public', 'requester', 'desk']);
const photo = object(
  { id: string(), type: string(), withheld: boolean() },
  { width: integer(), height: integer(), alt: string() },
);

const detail = object(
  {
    ...items,
    replies: list(withFields(replySchema, { audience })),
    timeline: list(withFields(timelineEntrySchema, { ...changeSchema.properties, audience })),
    /** Of a confidential request those that are withheld are not for its unit. */
    additions: list(
      object({ id: string(), body: string(), at: instant(), withheld: boolean(), photos: list(photo) }),
    ),
    photos: list(photo),
    /** With `reply`, what that one said until it was corrected. */
    notes: list(
      object(
        { id: idSchema, at: instant(), who: string(), action: string(), words: string() },
        { reply: idSchema },
      ),
    ),
    proposals: list(proposalSchema),
    /** The requests that were folded into this one. */
    merged: list(idSchema),
  },
  {
    ...itemOptions,
    attributes: record(anything),
    tried: array(string()),
    location: locationSchema,
    consents: consentsSchema,
    source: object({}, { channel: string(), page: string() }),
    forSomebodyElse: boolean(),
    rating: ratingSchema,
  },
);

export const listForDesk: Operation = {
  id: 'listForDesk',
  method: 'GET',
  path: '/desk/boards/{board}/requests',
  summary: 'Requests in the order of work: urgency, then due time. Contact data is covered.',
  tag,
  roles: EVERY_ROLE,
  params: boardParam,
  query: object(
    {},
    {
      publication: oneOf(PUBLICATIONS),
      stage: oneOf(STAGES),
      category: string({ maxLength: 40 }),
      assignee: string({ maxLength: 80 }),
      group: string({ maxLength: 80 }),
      open: oneOf(['true']),
      overdue: oneOf(['true']),
      mine: oneOf(['true']),
      keyIssue: oneOf(['true']),
      extensionAsked: oneOf(['true']),
      cursor: string({ maxLength: 200 }),
      limit: integer({ minimum: 1, maximum: PAGE_MAX, default: 20 }),
    },
    { additionalProperties: true },
  ),
  status: 200,
  answer: object({ items: list(object(items, itemOptions)) }, { next: string() }),
  problems: noAnswer,
};

export const readForDesk: Operation = {
  id: 'readForDesk',
  method: 'GET',
  path: '/desk/boards/{board}/requests/{id}',
  summary: 'One request with everything that was sent, contact included. Every look is in the audit log.',
  tag,
  roles: EVERY_ROLE,
  params: requestParams,
  status: 200,
  answer: detail,
  problems: noAnswer,
};

export const readPhotoForDesk: Operation = {
  id: 'readPhotoForDesk',
  method: 'GET',
  path: '/desk/boards/{board}/photos/{id}',
  summary: 'A picture of a request, published or not.',
  tag,
  roles: EVERY_ROLE,
  params: requestParams,
  status: 200,
  rawAnswer: ['image/jpeg'],
  problems: noAnswer,
};
