import {
  EVERY_ROLE,
  instant,
  integer,
  list,
  object,
  record,
  string,
  SUPERVISION,
} from '../../../model/index.js';
import { boardParam, type Operation } from './operation.js';
import { meSchema } from './session.js';

const tag = 'desk' as const;

export const readMe: Operation = {
  id: 'readMe',
  method: 'GET',
  path: '/desk/me',
  summary: 'Whose token it is, and what they may do on which board.',
  tag,
  roles: EVERY_ROLE,
  status: 200,
  answer: meSchema,
  problems: ['unauthorized', 'forbidden'],
};

export const AUDIT_PAGE = 200;

export const listAudit: Operation = {
  id: 'listAudit',
  method: 'GET',
  path: '/desk/boards/{board}/audit',
  summary: 'Who did what, and who looked at what, the newest first. It never holds contact data.',
  tag,
  roles: SUPERVISION,
  params: boardParam,
  query: object(
    {},
    {
      request: string({ maxLength: 80 }),
      action: string({ maxLength: 40 }),
      /** As in an entry: `desk:…`. */
      actor: string({ maxLength: 80 }),
      cursor: string({ maxLength: 80 }),
      limit: integer({ minimum: 1, maximum: AUDIT_PAGE, default: 50 }),
    },
    { additionalProperties: true },
  ),
  status: 200,
  answer: object(
    {
      items: list(
        object(
          { id: string(), at: instant(), actor: string(), action: string(), detail: record({}) },
          {
            /** Who that is, where it is somebody of the desk. */
            name: string(),
            request: string(),
          },
        ),
      ),
    },
    { next: string() },
  ),
  problems: ['unknown-board', 'unauthorized', 'forbidden', 'invalid'],
};
