import {
  COMMENT_PUBLICATIONS,
  commentPublication,
  idSchema,
  instant,
  integer,
  list,
  NEWSROOM,
  object,
  oneOf,
  string,
} from '../../../../model/index.js';
import { PAGE_MAX } from '../../../storage/public-reads.js';
import { boardParam, requestParams, type Operation } from '../operation.js';
import { problems, tag } from './action.js';

export const listCommentsForDesk: Operation = {
  id: 'listCommentsForDesk',
  method: 'GET',
  path: '/desk/boards/{board}/comments',
  summary: 'Comments that wait for an editor, or those let through or taken away; the oldest first.',
  tag,
  roles: NEWSROOM,
  params: boardParam,
  query: object(
    {},
    {
      publication: oneOf(COMMENT_PUBLICATIONS, { default: 'pending' }),
      cursor: string({ maxLength: 80 }),
      limit: integer({ minimum: 1, maximum: PAGE_MAX, default: 20 }),
    },
    { additionalProperties: true },
  ),
  status: 200,
  answer: object(
    {
      items: list(
        object({
          id: idSchema,
          request: idSchema,
          author: string(),
          body: string(),
          original: string(),
          at: instant(),
          publication: commentPublication,
        }),
      ),
    },
    { next: string() },
  ),
  problems,
};

const action = (name: string, summary: string): Operation => ({
  id: `${name}Comment`,
  method: 'POST',
  path: `/desk/boards/{board}/comments/{id}/${name}`,
  summary,
  tag,
  roles: NEWSROOM,
  params: requestParams,
  status: 200,
  answer: object({ id: idSchema, publication: commentPublication }),
  problems,
});

export const publishComment = action('publish', 'Lets a comment through.');
export const hideComment = action('hide', 'Takes a comment away.');
