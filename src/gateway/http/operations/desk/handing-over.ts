import {
  ASSIGNEES,
  boolean,
  EVERY_ROLE,
  idSchema,
  instant,
  integer,
  list,
  object,
  oneOf,
  slipSchema,
  string,
  SUPERVISION,
} from '../../../../model/index.js';
import { PAGE_MAX } from '../../../storage/public-reads.js';
import { boardParam, requestParams, type Operation } from '../operation.js';
import { action, nothing, problems, stateFields, tag, words } from './action.js';

const unitFields = {
  kind: oneOf(ASSIGNEES.filter((kind) => kind !== 'desk')),
  name: string({ minLength: 1, maxLength: 80 }),
};
export const dispatchBody = object(unitFields, { words });

export const dispatchRequest: Operation = {
  ...action('dispatch', 'Hands it over to a unit, with a numbered slip.', dispatchBody),
  answer: object({ ...stateFields, slip: idSchema }),
};

export const claimRequest: Operation = {
  ...action('claim', 'Takes it on at the unit.', nothing, EVERY_ROLE),
  offered: true as const,
};

export const returnRequest = action(
  'return',
  'Gives it back to the desk, with the reason and the unit it may belong to. Its clock goes on.',
  object({ reason: words }, { suggest: object(unitFields) }),
  EVERY_ROLE,
);

export const extendRequest = action(
  'extend',
  'Gives it more time, as long as the time is not over. A unit asks for it with the same call, and the newsroom grants or refuses.',
  object({ until: instant(), reason: words }),
  EVERY_ROLE,
);

export const refuseRequest = action(
  'refuse',
  'Refuses the time that a unit asks for, with the reason.',
  object({ reason: words }),
);

export const urgeRequest = action('urge', 'Urges whoever has it.', object({}, { words }));

export const superviseRequest = action(
  'supervise',
  'Supervises it, or ends that. Never public.',
  object({ on: boolean() }, { words }),
  SUPERVISION,
);

export const resolveRequest = action('resolve', 'Closes what has been answered.', nothing, EVERY_ROLE);

export const reopenRequest = action(
  'reopen',
  'Takes it up again, with a new clock. How the first one ended stays on record.',
  object({}, { words }),
);

export const listSlips: Operation = {
  id: 'listSlips',
  method: 'GET',
  path: '/desk/boards/{board}/slips',
  summary: 'Dispatch slips, the newest first, with what became of each request on them. A unit sees its own.',
  tag,
  roles: EVERY_ROLE,
  params: boardParam,
  query: object(
    {},
    {
      unit: string({ maxLength: 80 }),
      cursor: string({ maxLength: 40 }),
      limit: integer({ minimum: 1, maximum: PAGE_MAX, default: 20 }),
    },
    { additionalProperties: true },
  ),
  status: 200,
  answer: object({ items: list(slipSchema) }, { next: string() }),
  problems,
};

export const readSlip: Operation = {
  id: 'readSlip',
  method: 'GET',
  path: '/desk/boards/{board}/slips/{id}',
  summary: 'One dispatch slip.',
  tag,
  roles: EVERY_ROLE,
  params: requestParams,
  status: 200,
  answer: slipSchema,
  problems,
};

export const printSlip: Operation = {
  id: 'printSlip',
  method: 'GET',
  path: '/desk/boards/{board}/slips/{id}/sheet',
  summary:
    'The slip as a page to print, for the unit: texts and contacts, but no contact of a confidential request. Every look is in the audit log.',
  tag,
  roles: EVERY_ROLE,
  params: requestParams,
  status: 200,
  rawAnswer: ['text/html'],
  problems,
};
