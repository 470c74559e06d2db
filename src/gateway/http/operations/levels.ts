import {
  boardRulesSchema,
  clockRulesSchema,
  escalationRulesSchema,
  figureRulesSchema,
  instant,
  list,
  NEWSROOM,
  object,
  oneOf,
  PERIOD_PATTERN,
  string,
  SUPERVISION,
  type Schema,
} from '../../../model/index.js';
import { boardParam, requestParams, type Operation } from './operation.js';

const tag = 'desk' as const;
const problems = ['unknown-board', 'unauthorized', 'forbidden', 'not-found', 'invalid', 'conflict'] as const;
const key = string({ maxLength: 80 });
const words = string({ maxLength: 2000 });
const named = object({ key: string(), title: string() });

const level = object({ children: list(named), rules: boardRulesSchema }, { parent: named });

export const getLevel: Operation = {
  id: 'getLevel',
  method: 'GET',
  path: '/desk/boards/{board}/level',
  summary: 'The level above, the boards below, and the rules for clock, escalation and figures.',
  tag,
  roles: NEWSROOM,
  params: boardParam,
  status: 200,
  answer: level,
  problems,
};

export const setLevel: Operation = {
  id: 'setLevel',
  sets: true,
  method: 'POST',
  path: '/desk/boards/{board}/level',
  summary:
    'Sets the level above (empty: none) or rules; what is left out stays. Whoever puts the board below another is an admin of both. What is due already stays due when it was.',
  tag,
  roles: ['admin'],
  params: boardParam,
  body: object(
    {},
    {
      parent: key,
      clock: clockRulesSchema,
      escalation: escalationRulesSchema,
      figures: figureRulesSchema,
    },
  ),
  status: 200,
  answer: level,
  problems,
};

export const routeBodySchema = object({ to: key, reason: string({ minLength: 1, maxLength: 2000 }) });
export const routeRequest: Operation = {
  id: 'routeRequest',
  method: 'POST',
  path: '/desk/boards/{board}/requests/{id}/route',
  summary:
    'Gives it to another desk of the tree below the board it was posted at, or back. Clock, receipt and tracking code stay.',
  tag,
  roles: NEWSROOM,
  params: requestParams,
  body: routeBodySchema,
  status: 200,
  answer: object({ id: string(), board: string(), handler: string() }),
  problems,
};

const delivery = object(
  {
    id: string(),
    board: string(),
    toBoard: string(),
    kind: oneOf(['key-issue', 'digest', 'overdue']),
    words: string(),
    /** Masked. */
    content: {} as Schema<unknown>,
    sentAt: instant(),
  },
  { request: string(), receivedAt: instant(), answer: string(), answeredAt: instant() },
);

export const listDeliveries: Operation = {
  id: 'listDeliveries',
  method: 'GET',
  path: '/desk/boards/{board}/deliveries',
  summary:
    'What the boards below have put before this one, or what it has put before the level above; newest first.',
  tag,
  roles: NEWSROOM,
  params: boardParam,
  query: object(
    {},
    { way: oneOf(['in', 'out'], { default: 'in' }), cursor: string({ maxLength: 60 }) },
    { additionalProperties: true },
  ),
  status: 200,
  answer: object({ items: list(delivery) }, { next: string() }),
  problems,
};

export const deliver: Operation = {
  id: 'deliver',
  method: 'POST',
  path: '/desk/boards/{board}/deliveries',
  summary: 'Puts a key issue, or the digest of common issues of some days, before the level above.',
  tag,
  roles: SUPERVISION,
  params: boardParam,
  body: object(
    { kind: oneOf(['key-issue', 'digest']) },
    {
      words: { ...words, default: '' },
      /** The key issue. */
      request: string({ maxLength: 80 }),
      /** Of the digest. */
      period: string({ pattern: PERIOD_PATTERN, default: '7d' }),
    },
  ),
  status: 201,
  answer: delivery,
  problems,
};

const deliveryParams = { ...boardParam, id: string({ maxLength: 60 }) };
export const receiveDelivery: Operation = {
  id: 'receiveDelivery',
  method: 'POST',
  path: '/desk/boards/{board}/deliveries/{id}/receipt',
  summary: 'Says to the level below that it has arrived and been read.',
  tag,
  roles: NEWSROOM,
  params: deliveryParams,
  status: 200,
  answer: delivery,
  problems,
};

export const answerBodySchema = object({ answer: string({ minLength: 1, maxLength: 5000 }) });
export const answerDelivery: Operation = {
  id: 'answerDelivery',
  method: 'POST',
  path: '/desk/boards/{board}/deliveries/{id}/answer',
  summary: 'Answers the level below, once.',
  tag,
  roles: SUPERVISION,
  params: deliveryParams,
  body: answerBodySchema,
  status: 200,
  answer: delivery,
  problems,
};

export const listEscalations: Operation = {
  id: 'listEscalations',
  method: 'GET',
  path: '/desk/boards/{board}/escalations',
  summary: 'Reminders, overdue requests and what followed, of the last seven days, newest first.',
  tag,
  roles: NEWSROOM,
  params: boardParam,
  status: 200,
  answer: object({
    items: list(
      object({
        request: string(),
        step: oneOf(['remind', 'due', 'supervise', 'tell-above']),
        dueAt: instant(),
        at: instant(),
      }),
    ),
  }),
  problems,
};
