import type { ErrorCode } from '../../../adapters/errors.js';
import { object, oneOf, string } from '../../../model/index.js';
import { FORMATS } from '../../open311/format.js';
import { boardParam, type Operation } from './operation.js';

const ROOT = '/boards/{board}/open311';
const text = string({ maxLength: 2000 });
const problems: readonly ErrorCode[] = ['unknown-board', 'not-found', 'invalid'];

/** Answers and errors are GeoReport's, not ours. */
const common = {
  method: 'GET',
  tag: 'public',
  params: { ...boardParam, format: oneOf(FORMATS) },
  status: 200,
  rawAnswer: ['application/json', 'text/xml'],
  problems,
} as const;
/** A server knows no jurisdiction but its own. */
const jurisdiction = { jurisdiction_id: text };
const asked = object({}, jurisdiction, { additionalProperties: true });

export const getOpen311Discovery: Operation = {
  ...common,
  id: 'getOpen311Discovery',
  path: `${ROOT}/discovery.{format}`,
  summary: 'Where Open311 GeoReport v2 is served, in which formats.',
  query: asked,
};

export const listOpen311Services: Operation = {
  ...common,
  id: 'listOpen311Services',
  path: `${ROOT}/v2/services.{format}`,
  summary: 'The board’s categories as GeoReport services.',
  query: asked,
};

export const getOpen311Service: Operation = {
  ...common,
  id: 'getOpen311Service',
  path: `${ROOT}/v2/services/{service}.{format}`,
  summary: 'The fields that a service asks for.',
  params: { ...common.params, service: string({ maxLength: 80 }) },
  query: asked,
};

export const listOpen311Requests: Operation = {
  ...common,
  id: 'listOpen311Requests',
  path: `${ROOT}/v2/requests.{format}`,
  summary:
    'Public requests as GeoReport has them: by id, service, period of at most 90 days, open or closed.',
  query: object(
    {},
    {
      ...jurisdiction,
      ...{ service_request_id: text, service_code: text, status: text },
      ...{ start_date: text, end_date: text, page: text, page_size: text },
    },
    { additionalProperties: true },
  ),
};

export const getOpen311Request: Operation = {
  ...common,
  id: 'getOpen311Request',
  path: `${ROOT}/v2/requests/{id}.{format}`,
  summary: 'One public request, in a list.',
  params: { ...common.params, id: string({ maxLength: 80 }) },
  query: asked,
};

export const getOpen311Token: Operation = {
  ...common,
  id: 'getOpen311Token',
  path: `${ROOT}/v2/tokens/{token}.{format}`,
  summary: 'The id behind a token, as soon as the request is public. Until then there is none.',
  params: { ...common.params, token: string({ maxLength: 80 }) },
  query: asked,
  problems: [...problems, 'rate-limited'],
};

export const postOpen311Request: Operation = {
  ...common,
  id: 'postOpen311Request',
  method: 'POST',
  path: `${ROOT}/v2/requests.{format}`,
  summary:
    'Posts a request as a form, with an api_key, or without where the board allows it. The same form within a day is the same request.',
  query: asked,
  rawBody: ['application/x-www-form-urlencoded'],
  problems: [...problems, 'forbidden', 'board-closed', 'rate-limited', 'too-large', 'unsupported-type'],
};
