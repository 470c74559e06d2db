import {
  list,
  NEWSROOM,
  object,
  oneOf,
  REPLY_KINDS,
  replyTemplateSchema,
  string,
} from '../../../../model/index.js';
import { boardParam, requestParams, type Operation } from '../operation.js';
import { problems, tag } from './action.js';

const body = object(
  {
    title: string({ minLength: 1, maxLength: 60 }),
    body: string({ minLength: 1, maxLength: 5000 }),
    kind: oneOf(REPLY_KINDS),
  },
  { category: string({ minLength: 1, maxLength: 40 }) },
);
const call = { tag, roles: NEWSROOM, answer: replyTemplateSchema, problems };

export const listTemplates: Operation = {
  ...call,
  id: 'listTemplates',
  method: 'GET',
  path: '/desk/boards/{board}/templates',
  summary: 'Prepared replies: those for a category and those for all, or every one.',
  params: boardParam,
  query: object({}, { category: string({ maxLength: 40 }) }, { additionalProperties: true }),
  status: 200,
  answer: object({ items: list(replyTemplateSchema) }),
};

export const addTemplate: Operation = {
  ...call,
  id: 'addTemplate',
  method: 'POST',
  path: '/desk/boards/{board}/templates',
  summary:
    'Prepares a reply. {称呼} {编号} {标题} {分类} {承办单位} {时限} {平台} are filled in for each request.',
  params: boardParam,
  body,
  status: 201,
};

export const changeTemplate: Operation = {
  ...call,
  id: 'changeTemplate',
  method: 'PUT',
  path: '/desk/boards/{board}/templates/{id}',
  summary: 'Changes a prepared reply, as a whole.',
  params: requestParams,
  revised: true,
  body,
  status: 200,
};

export const removeTemplate: Operation = {
  ...call,
  id: 'removeTemplate',
  method: 'DELETE',
  path: '/desk/boards/{board}/templates/{id}',
  summary: 'Takes a prepared reply away.',
  params: requestParams,
  status: 200,
  answer: object({}),
};
