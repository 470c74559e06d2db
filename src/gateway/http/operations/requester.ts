import {
  boolean,
  additionSchema,
  FLAGS,
  instant,
  list,
  object,
  oneOf,
  ownRequestSchema,
  PUBLICATIONS,
  ratingSchema,
  STAGES,
  string,
  URGENCIES,
} from '../../../model/index.js';
import { boardParam, requestParams, type Operation } from './operation.js';

const tag = 'requester' as const;
const params = requestParams;

export const getOwn: Operation = {
  id: 'getOwnRequest',
  method: 'GET',
  path: '/boards/{board}/requests/{id}/own',
  summary: 'The own request, whatever its publication. A wrong token and an unknown id get the same answer.',
  tag,
  params,
  status: 200,
  answer: ownRequestSchema,
  problems: ['unknown-board', 'unauthorized', 'not-found'],
};

export const listOwn: Operation = {
  id: 'listOwnRequests',
  method: 'GET',
  path: '/boards/{board}/own',
  summary:
    'What the signed-in reader of a site has asked, from whatever device, by the token that the site signs.',
  tag,
  params: boardParam,
  status: 200,
  answer: object({
    items: list(
      object(
        {
          id: string(),
          stage: oneOf(STAGES),
          publication: oneOf(PUBLICATIONS),
          flags: list(oneOf(FLAGS)),
          category: string(),
          urgency: oneOf(URGENCIES),
          body: string(),
          createdAt: instant(),
          dueAt: instant(),
        },
        { answeredAt: instant() },
      ),
    ),
  }),
  problems: ['unknown-board', 'unauthorized'],
};

export const addAddition: Operation = {
  id: 'addAddition',
  method: 'POST',
  path: '/boards/{board}/requests/{id}/additions',
  summary: 'Adds to the own request, once per key. It answers an open question.',
  tag,
  params,
  keyed: true,
  body: additionSchema,
  status: 201,
  answer: object({ id: string(), at: instant() }),
  problems: [
    'unknown-board',
    'unauthorized',
    'not-found',
    'invalid',
    'already-received',
    'missing-upload',
    'conflict',
    'too-large',
    'unsupported-type',
    'rate-limited',
  ],
};

export const withdrawRequest: Operation = {
  id: 'withdrawRequest',
  method: 'POST',
  path: '/boards/{board}/requests/{id}/withdrawal',
  summary: 'Withdraws the own request; it leaves public view at once.',
  tag,
  params,
  status: 200,
  answer: object({ stage: oneOf(['withdrawn']) }),
  problems: ['unknown-board', 'unauthorized', 'not-found', 'conflict'],
};

export const deleteOwn: Operation = {
  id: 'deleteOwn',
  method: 'POST',
  path: '/boards/{board}/requests/{id}/deletion',
  summary:
    'Deletes the own request with all that belongs to it, for good. `not-found` means that it is gone.',
  tag,
  params,
  status: 200,
  answer: object({ deleted: boolean() }),
  problems: ['unknown-board', 'unauthorized', 'not-found'],
};

const standing = object({ stage: oneOf(STAGES), flags: list(oneOf(FLAGS)), dueAt: instant() });
const problems = [
  'unknown-board',
  'unauthorized',
  'not-found',
  'invalid',
  'conflict',
  'rate-limited',
] as const;

export const urgeOwn: Operation = {
  id: 'urgeOwnRequest',
  method: 'POST',
  path: '/boards/{board}/requests/{id}/urge',
  summary: 'Urges an answer, once the time is over. Asked again, it stays urged.',
  tag,
  params,
  status: 200,
  answer: standing,
  problems,
};

export const rateOwn: Operation = {
  id: 'rateOwnRequest',
  method: 'POST',
  path: '/boards/{board}/requests/{id}/rating',
  summary: 'Rates how it was handled; the last rating counts. Its words are for the desk alone.',
  tag,
  params,
  body: ratingSchema,
  status: 200,
  answer: standing,
  problems,
};

export const reopenOwn: Operation = {
  id: 'reopenOwnRequest',
  method: 'POST',
  path: '/boards/{board}/requests/{id}/reopening',
  summary: 'Asks for it to be taken up again, with the reason, once per key. A new clock starts.',
  tag,
  params,
  keyed: true,
  body: additionSchema,
  status: 201,
  answer: object({ id: string(), at: instant() }),
  problems: [...problems, 'already-received', 'missing-upload', 'too-large', 'unsupported-type'],
};
