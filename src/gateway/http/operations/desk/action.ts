import {
  boolean,
  FLAGS,
  idSchema,
  instant,
  integer,
  list,
  NEWSROOM,
  object,
  oneOf,
  PUBLICATIONS,
  STAGES,
  string,
  type DeskRole,
  type Schema,
} from '../../../../model/index.js';
import { requestParams, type DeskOperation } from '../operation.js';

export const tag = 'desk' as const;
export const problems = [
  'unknown-board',
  'unauthorized',
  'forbidden',
  'not-found',
  'invalid',
  'conflict',
] as const;

/** Where a request stands after a change. */
export const stateFields = {
  id: idSchema,
  stage: oneOf(STAGES),
  publication: oneOf(PUBLICATIONS),
  flags: list(oneOf(FLAGS)),
  dueAt: instant(),
  revision: integer(),
};
export const stateSchema = object(stateFields);

/** Words to colleagues or to a unit. */
export const words = string({ minLength: 1, maxLength: 2000 });
export const on = object({ on: boolean() });
export const nothing = object({});

/** A change of one request by somebody at the desk, on the revision they saw. */
export const action = (
  name: string,
  summary: string,
  body: Schema<unknown> = nothing,
  roles: readonly DeskRole[] = NEWSROOM,
): DeskOperation => ({
  id: `${name}Request`,
  method: 'POST',
  path: `/desk/boards/{board}/requests/{id}/${name}`,
  summary,
  tag,
  roles,
  params: requestParams,
  revised: true,
  body,
  status: 200,
  answer: stateSchema,
  problems,
});
