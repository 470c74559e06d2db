import {
  boardSchema,
  challengeSchema,
  commentPageSchema,
  figuresSchema,
  HASH_PATTERN,
  helpRequestSchema,
  instant,
  integer,
  KEY_PATTERN,
  LEVELS,
  newCommentSchema,
  object,
  oneOf,
  receiptSchema,
  requestPageSchema,
  slotViewSchema,
  STAGES,
  string,
  submissionSchema,
  trackedSchema,
} from '../../../model/index.js';
import { TABS } from '../../../adapters/contract.js';
import { PAGE_MAX, PAGE_SIZE } from '../../storage/public-reads.js';
import { boardParam, requestParams, type Operation } from './operation.js';

/** Unknown parameters are left alone: a cache-buster must not be an error. */
const listQuery = object(
  {},
  {
    sort: oneOf(TABS, { default: 'hot' }),
    category: string({ maxLength: 40 }),
    stage: oneOf(STAGES),
    region: string({ maxLength: 80 }),
    q: string({ maxLength: 60 }),
    scope: oneOf(LEVELS, { default: 'own' }),
    cursor: string({ maxLength: 200 }),
    limit: integer({ minimum: 1, maximum: PAGE_MAX, default: PAGE_SIZE }),
  },
  { additionalProperties: true },
);

export const getBoard: Operation = {
  id: 'getBoard',
  method: 'GET',
  path: '/boards/{board}',
  summary: 'All a page needs to show the board and its form.',
  tag: 'public',
  params: boardParam,
  status: 200,
  answer: boardSchema,
  problems: ['unknown-board'],
};

export const getHome: Operation = {
  id: 'getHome',
  method: 'GET',
  path: '/boards/{board}/home',
  summary: 'All that the slot on home pages shows, in one small answer.',
  tag: 'public',
  params: boardParam,
  status: 200,
  answer: slotViewSchema,
  problems: ['unknown-board'],
};

export const listRequests: Operation = {
  id: 'listRequests',
  method: 'GET',
  path: '/boards/{board}/requests',
  summary: 'A page of public requests by keyset; pinned ones apart, on the first page only.',
  tag: 'public',
  params: boardParam,
  query: listQuery,
  status: 200,
  answer: requestPageSchema,
  problems: ['unknown-board', 'invalid'],
};

export const getRequest: Operation = {
  id: 'getRequest',
  method: 'GET',
  path: '/boards/{board}/requests/{id}',
  summary: 'One public request.',
  tag: 'public',
  params: requestParams,
  status: 200,
  answer: helpRequestSchema,
  problems: ['unknown-board', 'not-found'],
};

export const getFigures: Operation = {
  id: 'getFigures',
  method: 'GET',
  path: '/boards/{board}/figures',
  summary: 'Totals over all requests of the board: received = answered online + handed over + waiting.',
  tag: 'public',
  params: boardParam,
  status: 200,
  answer: figuresSchema,
  problems: ['unknown-board'],
};

export const versionSchema = object({ version: string() });
export const getVersion: Operation = {
  id: 'getVersion',
  method: 'GET',
  path: '/boards/{board}/version',
  summary: 'Changes with every public change of the board, and with nothing else.',
  tag: 'public',
  params: boardParam,
  query: object({}, { scope: oneOf(LEVELS, { default: 'own' }) }, { additionalProperties: true }),
  status: 200,
  answer: versionSchema,
  problems: ['unknown-board', 'invalid'],
};

export const snapshotSchema = object({
  version: string(),
  board: boardSchema,
  hot: requestPageSchema,
  featured: requestPageSchema,
  latest: requestPageSchema,
});
export const getSnapshot: Operation = {
  id: 'getSnapshot',
  method: 'GET',
  path: '/boards/{board}/snapshot',
  summary:
    'The board and the first page of each tab in one, to be kept elsewhere for when the gateway is down.',
  tag: 'public',
  params: boardParam,
  status: 200,
  answer: snapshotSchema,
  problems: ['unknown-board'],
};

export const getFeed: Operation = {
  id: 'getFeed',
  method: 'GET',
  path: '/boards/{board}/feed.atom',
  summary: 'The newest public requests with their answers as an Atom feed.',
  tag: 'public',
  params: boardParam,
  status: 200,
  rawAnswer: ['application/atom+xml'],
  problems: ['unknown-board'],
};

export const getAttachment: Operation = {
  id: 'getAttachment',
  method: 'GET',
  path: '/boards/{board}/attachments/{id}',
  summary: 'A picture of a public request.',
  tag: 'public',
  params: requestParams,
  status: 200,
  rawAnswer: ['image/jpeg'],
  problems: ['unknown-board', 'not-found'],
};

export const uploadSchema = object({ sha256: string() });
export const putUpload: Operation = {
  id: 'putUpload',
  method: 'PUT',
  path: '/boards/{board}/uploads/{key}/{sha256}',
  summary: 'Brings a photo for a submission to come; once per key and hash, however often it is called.',
  tag: 'public',
  params: {
    ...boardParam,
    key: string({ pattern: KEY_PATTERN }),
    sha256: string({ pattern: HASH_PATTERN }),
  },
  rawBody: ['image/jpeg', 'image/png', 'image/webp'],
  status: 201,
  answer: uploadSchema,
  problems: [
    'unknown-board',
    'board-closed',
    'invalid',
    'too-large',
    'unsupported',
    'unsupported-type',
    'rate-limited',
  ],
};

export const getChallenge: Operation = {
  id: 'getChallenge',
  method: 'GET',
  path: '/boards/{board}/challenge',
  summary:
    'A riddle for a post that was told `challenge-required`; its solution goes along in the header Challenge-Solution.',
  tag: 'public',
  params: boardParam,
  status: 200,
  answer: challengeSchema,
  problems: ['unknown-board'],
};

export const submitRequest: Operation = {
  id: 'submitRequest',
  method: 'POST',
  path: '/boards/{board}/requests',
  summary:
    'Records a request, once per key: the same key and body get the same receipt, another body is told `already-received`.',
  tag: 'public',
  params: boardParam,
  keyed: true,
  body: submissionSchema,
  status: 201,
  answer: receiptSchema,
  problems: [
    'unknown-board',
    'board-closed',
    'invalid',
    'already-received',
    'missing-upload',
    'too-large',
    'unsupported-type',
    'unauthorized',
    'challenge-required',
    'rate-limited',
  ],
};

export const trackRequest: Operation = {
  id: 'trackRequest',
  method: 'GET',
  path: '/boards/{board}/track/{code}',
  summary: 'Stage and public replies of the request with this tracking code.',
  tag: 'public',
  params: { ...boardParam, code: string({ maxLength: 80 }) },
  status: 200,
  answer: trackedSchema,
  problems: ['unknown-board', 'not-found', 'rate-limited'],
};

export const meTooSchema = object({ device: string({ minLength: 8, maxLength: 100 }) });
export const addMeToo: Operation = {
  id: 'addMeToo',
  method: 'POST',
  path: '/boards/{board}/requests/{id}/me-too',
  summary: 'Counts this device among those in the same need, once.',
  tag: 'public',
  params: requestParams,
  body: meTooSchema,
  status: 200,
  answer: object({ meToo: integer() }),
  problems: ['unknown-board', 'not-found', 'invalid', 'unsupported', 'rate-limited'],
};

export const addThanks: Operation = {
  id: 'addThanks',
  method: 'POST',
  path: '/boards/{board}/requests/{id}/thanks',
  summary: 'Thanks whoever answered, once per device.',
  tag: 'public',
  params: requestParams,
  body: meTooSchema,
  status: 200,
  answer: object({ thanks: integer() }),
  problems: ['unknown-board', 'not-found', 'invalid', 'conflict', 'rate-limited'],
};

export const listComments: Operation = {
  id: 'listComments',
  method: 'GET',
  path: '/boards/{board}/requests/{id}/comments',
  summary: 'Comments on a public request that an editor has let through, the oldest first.',
  tag: 'public',
  params: requestParams,
  query: object(
    {},
    {
      cursor: string({ maxLength: 80 }),
      limit: integer({ minimum: 1, maximum: PAGE_MAX, default: PAGE_SIZE }),
    },
    { additionalProperties: true },
  ),
  status: 200,
  answer: commentPageSchema,
  problems: ['unknown-board', 'not-found', 'unsupported', 'invalid'],
};

export const addComment: Operation = {
  id: 'addComment',
  method: 'POST',
  path: '/boards/{board}/requests/{id}/comments',
  summary: 'Comments on a public request, once per key, where the board allows it. An editor reads it first.',
  tag: 'public',
  params: requestParams,
  keyed: true,
  body: newCommentSchema,
  status: 201,
  answer: object({ id: string(), at: instant() }),
  problems: [
    'unknown-board',
    'board-closed',
    'not-found',
    'invalid',
    'unsupported',
    'already-received',
    'rate-limited',
  ],
};
