import {
  array,
  idSchema,
  instant,
  integer,
  list,
  NEWSROOM,
  object,
  oneOf,
  STAGES,
  string,
  type Schema,
} from '../../../../model/index.js';
import { boardParam, requestParams, type Operation } from '../operation.js';
import { nothing, problems, tag, words } from './action.js';
import { dispatchBody } from './handing-over.js';
import { replyFields, replyOptions } from './replies.js';

/** One bus may take forty; a whole street, more. */
const MEMBERS_MAX = 500;
const seen = array(object({ id: string({ maxLength: 80 }), revision: integer({ minimum: 1 }) }), {
  maxItems: MEMBERS_MAX,
});

const fields = { id: idSchema, title: string(), at: instant(), by: string(), revision: integer() };
const groupSchema = object({
  ...fields,
  requests: list(
    object(
      { id: idSchema, stage: oneOf(STAGES), dueAt: instant(), revision: integer() },
      { answeredAt: instant(), slip: idSchema },
    ),
  ),
});

const call = { tag, roles: NEWSROOM, answer: groupSchema, problems };

export const openGroup: Operation = {
  ...call,
  id: 'openGroup',
  method: 'POST',
  path: '/desk/boards/{board}/groups',
  summary: 'Puts requests together to be handled with one slip; each keeps its own reply and clock.',
  params: boardParam,
  body: object({ title: string({ minLength: 1, maxLength: 100 }), requests: { ...seen, minItems: 1 } }),
  status: 201,
};

export const listGroups: Operation = {
  ...call,
  id: 'listGroups',
  method: 'GET',
  path: '/desk/boards/{board}/groups',
  summary: 'The groups of a board, the newest first.',
  params: boardParam,
  status: 200,
  answer: object({ items: list(object({ ...fields, count: integer() })) }),
};

export const readGroup: Operation = {
  ...call,
  id: 'readGroup',
  method: 'GET',
  path: '/desk/boards/{board}/groups/{id}',
  summary: 'A group, and where each of its requests stands.',
  params: requestParams,
  status: 200,
};

const action = (name: string, summary: string, body: Schema<unknown> = nothing): Operation => ({
  ...call,
  id: `${name}Group`,
  method: 'POST',
  path: `/desk/boards/{board}/groups/{id}/${name}`,
  summary,
  params: requestParams,
  revised: true,
  body,
  status: 200,
});

export const changeMembers = action(
  'members',
  'Takes requests into the group, and others out of it.',
  object({}, { add: seen, remove: seen }),
);
export const dispatchGroup = action(
  'dispatch',
  'Hands all of them over with one slip; what nobody has taken on yet is taken on with it.',
  dispatchBody,
);
export const replyToGroup = action(
  'reply',
  'Replies to each of them. Placeholders such as {称呼} are filled in for each; `each` holds other words for some.',
  object(replyFields, {
    ...replyOptions,
    each: array(object({ id: string({ maxLength: 80 }), body: replyFields.body }), { maxItems: MEMBERS_MAX }),
  }),
);
export const approveGroup = action('approve', 'Approves what waits for review for each of them.');
export const claimGroup = action('claim', 'Takes all of them on at the unit.');
export const extendGroup = action(
  'extend',
  'Gives all of them more time, as long as the time of none is over.',
  object({ until: instant(), reason: words }),
);
export const urgeGroup = action('urge', 'Urges whoever has them.', object({}, { words }));
export const resolveGroup = action('resolve', 'Closes all of them, once each has been answered.');
