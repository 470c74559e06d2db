import { DESK_ROLES, integer, list, object, oneOf, string } from '../../../model/index.js';
import { PASSWORD_MAX, PASSWORD_MIN } from '../../people/passwords.js';
import type { Operation } from './operation.js';

const tag = 'session' as const;
const path = '/session';

export const meSchema = object({
  name: string(),
  grants: list(
    object(
      {
        /** A board's key, or `*` for every board. */
        board: string(),
        role: oneOf(DESK_ROLES),
      },
      { unit: string() },
    ),
  ),
  /** Those that it opens, each below the one it belongs to. */
  boards: list(object({ key: string(), title: string() })),
});

const sessionSchema = object({
  /** Bearer token of desk calls. */
  accessToken: string(),
  /** Seconds it opens anything. */
  expiresIn: integer(),
  me: meSchema,
});

export const signIn: Operation = {
  id: 'signIn',
  method: 'POST',
  path,
  summary: 'Signs in with a name and a password; the session itself is in a cookie that no script reads.',
  tag,
  body: object({
    name: string({ minLength: 1, maxLength: 80 }),
    password: string({ minLength: 1, maxLength: PASSWORD_MAX }),
  }),
  status: 200,
  answer: sessionSchema,
  problems: ['invalid', 'unauthorized', 'forbidden', 'rate-limited'],
};

export const refreshSession: Operation = {
  id: 'refreshSession',
  method: 'PUT',
  path,
  summary: 'A new access token for the cookie of the session, which is changed with it.',
  tag,
  status: 200,
  answer: sessionSchema,
  problems: ['unauthorized', 'forbidden', 'rate-limited'],
};

export const signOut: Operation = {
  id: 'signOut',
  method: 'DELETE',
  path,
  summary: 'Ends the session; its access tokens open nothing any more. Done twice it is done.',
  tag,
  status: 200,
  answer: object({}),
  problems: ['forbidden'],
};

export const changePassword: Operation = {
  id: 'changePassword',
  method: 'PUT',
  path: '/session/password',
  summary: 'Changes the own password; every session ends, sign in anew.',
  tag,
  body: object({
    name: string({ minLength: 1, maxLength: 80 }),
    password: string({ minLength: 1, maxLength: PASSWORD_MAX }),
    newPassword: string({ minLength: PASSWORD_MIN, maxLength: PASSWORD_MAX }),
  }),
  status: 200,
  answer: object({}),
  problems: ['invalid', 'unauthorized', 'forbidden', 'rate-limited'],
};
