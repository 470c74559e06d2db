import {
  array,
  ASSIGNEES,
  assigneeSchema,
  boolean,
  consentsSchema,
  contactSchema,
  EVERY_ROLE,
  FLAGS,
  homeSlotSchema,
  instant,
  integer,
  list,
  locationSchema,
  NEWSROOM,
  object,
  oneOf,
  PUBLICATIONS,
  record,
  REPLY_KINDS,
  replySchema,
  STAGES,
  string,
  timelineEntrySchema,
  URGENCIES,
  type DeskRole,
  type Schema,
} from '../../../model/index.js';
import { PAGE_MAX } from '../../storage/public-reads.js';
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
  contact: contactSchema,
};
const itemOptions = {
  title: string(),
  /** What the form sent, where the board knows no such category. */
  categoryRaw: string(),
  answeredAt: instant(),
  pausedAt: instant(),
  assignee: assigneeSchema,
};

const withFields = <P>(schema: Schema<P>, more: Record<string, Schema<unknown>>): Schema<unknown> => ({
  ...schema,
  properties: { ...schema.properties, ...more },
});

const anything = {} as Schema<unknown>;
const audience = oneOf(['public', 'requester', 'desk']);
const photo = object(
  { id: string(), type: string() },
  { width: integer(), height: integer(), alt: string() },
);

const detail = object(
  {
    ...items,
    replies: list(withFields(replySchema, { audience })),
    timeline: list(withFields(timelineEntrySchema, { audience, action: string() })),
    additions: list(object({ id: string(), body: string(), at: instant() })),
    photos: list(photo),
  },
  {
    ...itemOptions,
    attributes: record(anything),
    tried: array(string()),
    location: locationSchema,
    consents: consentsSchema,
    source: object({}, { channel: string(), page: string() }),
    forSomebodyElse: boolean(),
  },
);

const state = object({
  id: string(),
  stage: oneOf(STAGES),
  publication: oneOf(PUBLICATIONS),
  revision: integer(),
});

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

const action = (
  name: string,
  summary: string,
  body?: Schema<unknown>,
  roles: readonly DeskRole[] = NEWSROOM,
): Operation => ({
  id: `${name}Request`,
  method: 'POST',
  path: `/desk/boards/{board}/requests/{id}/${name}`,
  summary,
  tag,
  roles,
  params: requestParams,
  ...(body && { body }),
  status: 200,
  answer: state,
  problems: noAnswer,
});

export const publishRequest = action(
  'publish',
  'Lets the public see it. One meant for the desk is a conflict.',
);
export const hideRequest = action('hide', 'Takes it out of public view, its pictures too.');
export const acceptRequest = action('accept', 'Takes it on.');

export const replyBodySchema = object(
  { body: string({ minLength: 1, maxLength: 5000 }), kind: oneOf(REPLY_KINDS) },
  {
    /** Who answers; the board's title when left out. */
    author: string({ minLength: 1, maxLength: 60 }),
    role: oneOf(['newsroom', 'department', 'volunteer', 'hotline', 'institution'], { default: 'newsroom' }),
  },
);
export const replyToRequest = action(
  'reply',
  'Replies: an answer stops the clock, a question waits for the requester.',
  replyBodySchema,
  EVERY_ROLE,
);

export const dispatchBodySchema = object({
  kind: oneOf(ASSIGNEES),
  name: string({ minLength: 1, maxLength: 80 }),
});
export const dispatchRequest = action('dispatch', 'Hands it over to a unit.', dispatchBodySchema);

export const markBodySchema = object({ on: boolean() });
export const pinRequest = action('pin', 'Pins it above the lists, or takes the pin off.', markBodySchema);
export const featureRequest = action('feature', 'Puts it under Featured, or takes it off.', markBodySchema);

/** No default for `on`: a new headline alone must not switch anything. */
export const homeBodySchema: Schema<unknown> = {
  ...homeSlotSchema,
  properties: { ...homeSlotSchema.properties, on: boolean() },
  required: ['on'],
};
export const switchHome: Operation = {
  id: 'switchHome',
  method: 'POST',
  path: '/desk/boards/{board}/home',
  summary: 'Switches the slot on home pages on or off; texts that are left out stay as they are.',
  tag,
  roles: NEWSROOM,
  params: boardParam,
  body: homeBodySchema,
  status: 200,
  answer: homeSlotSchema,
  problems: noAnswer,
};
