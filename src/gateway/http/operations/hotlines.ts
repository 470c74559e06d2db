import {
  boolean,
  idSchema,
  instant,
  integer,
  list,
  NEWSROOM,
  object,
  oneOf,
  STAGES,
  string,
  SUPERVISION,
} from '../../../model/index.js';
import { problems, tag } from './desk/action.js';
import { boardParam, requestParams, type Operation } from './operation.js';

const hotlineParams = { ...boardParam, hotline: string({ maxLength: 40 }) };
const STATES = ['waiting', 'sending', 'sent', 'unknown', 'dead', 'dropped'] as const;

const messageSchema = object(
  {
    ...{ id: idSchema, request: idSchema, order: string(), hotline: string() },
    kind: oneOf(['submit', 'add', 'urge', 'supervise', 'withdraw', 'return', 'rate']),
    state: oneOf(STATES),
    ...{ attempts: integer(), at: instant() },
  },
  { nextTry: instant(), sentAt: instant(), problem: string() },
);

export const listHotlines: Operation = {
  id: 'listHotlines',
  method: 'GET',
  path: '/desk/boards/{board}/hotlines',
  summary: 'The hotlines this desk is connected to, and how much waits for each.',
  tag,
  roles: NEWSROOM,
  params: boardParam,
  status: 200,
  answer: object({
    items: list(
      object({
        ...{ key: string(), name: string(), dedupe: oneOf(['key', 'lookup', 'none']) },
        ...{ polled: boolean(), pushes: boolean() },
        ...{ waiting: integer(), unknown: integer(), dead: integer() },
      }),
    ),
  }),
  problems,
};

export const listStuckMessages: Operation = {
  id: 'listStuckMessages',
  method: 'GET',
  path: '/desk/boards/{board}/hotline-messages',
  summary: 'What did not get through to a hotline, or nobody knows whether it did: a person decides.',
  tag,
  roles: NEWSROOM,
  params: boardParam,
  status: 200,
  answer: object({ items: list(messageSchema) }),
  problems,
};

export const decideMessage: Operation = {
  id: 'decideMessage',
  method: 'POST',
  path: '/desk/boards/{board}/hotline-messages/{id}',
  summary:
    'Sends it again, counts it as arrived (with the hotline’s number, where it is known), or drops it.',
  tag,
  roles: NEWSROOM,
  params: requestParams,
  body: object(
    { as: oneOf(['again', 'arrived', 'drop']) },
    { remoteId: string({ maxLength: 80, minLength: 1 }) },
  ),
  status: 200,
  answer: messageSchema,
  problems,
};

export const readHotlineHistory: Operation = {
  id: 'readHotlineHistory',
  method: 'GET',
  path: '/desk/boards/{board}/requests/{id}/hotline',
  summary: 'What hotlines have been told about a request, and how they say it stands.',
  tag,
  roles: NEWSROOM,
  params: requestParams,
  status: 200,
  answer: object({
    orders: list(
      object(
        { id: string(), hotline: string(), at: instant(), checkedAt: instant() },
        { remoteId: string(), stage: oneOf(STAGES), rawLabel: string(), closedAt: instant() },
      ),
    ),
    messages: list(messageSchema),
  }),
  problems,
};

const known = { request: idSchema, order: string() };

export const reconcileHotline: Operation = {
  id: 'reconcileHotline',
  method: 'GET',
  path: '/desk/boards/{board}/hotlines/{hotline}/reconciliation',
  summary:
    'Our orders of the last days against the hotline’s own: what both have, and each thing in which they differ.',
  tag,
  roles: SUPERVISION,
  params: hotlineParams,
  query: object(
    {},
    { limit: integer({ minimum: 1, maximum: 90, default: 7 }) },
    { additionalProperties: true },
  ),
  status: 200,
  answer: object({
    ...{ hotline: string(), since: instant(), at: instant() },
    ...{ ours: integer(), agree: integer(), unasked: integer() },
    undelivered: list(object({ ...known, state: oneOf(STATES) }, { problem: string() })),
    missing: list(object(known)),
    doubled: list(object({ ...known, remoteIds: list(string()) })),
    strange: list(object({ remoteId: string(), order: string() })),
    differ: list(object({ ...known, ours: string(), theirs: string() })),
  }),
  problems: [...problems, 'too-large', 'server'],
};

export const hearHotline: Operation = {
  id: 'hearHotline',
  method: 'POST',
  path: '/boards/{board}/hotlines/{hotline}/status',
  summary: 'What a connected hotline pushes: orders in its own shape, signed in the way that was agreed on.',
  tag: 'service',
  params: hotlineParams,
  rawBody: ['application/json', 'application/x-www-form-urlencoded', 'text/xml'],
  status: 200,
  rawAnswer: ['application/json', 'text/xml'],
  problems: ['unknown-board', 'not-found', 'unauthorized', 'invalid', 'too-large'],
};
