import type { ErrorCode } from '../../../adapters/errors.js';
import { KEY_PATTERN, string, type DeskRole, type Schema } from '../../../model/index.js';

/**
 * One call of the contract. The same object makes the route (its schemas check what comes in and whitelist what goes out)
 * and the entry in the OpenAPI document, so the two cannot differ.
 */
export type Operation = Call & (Open | ForRoles);
export type DeskOperation = Call & ForRoles;

interface Open {
  tag: 'public' | 'requester' | 'session' | 'service';
  roles?: undefined;
}

/** A desk's call: nobody without one of these roles on the board gets as far as its handler. */
interface ForRoles {
  tag: 'desk';
  roles: readonly DeskRole[];
  /** Volunteers may do it with a request that is only offered to them. */
  offered?: true;
}

interface Call {
  id: string;
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api`, with `{name}` for a parameter. */
  path: string;
  summary: string;
  params?: Record<string, Schema<unknown>>;
  query?: Schema<unknown>;
  /** Needs the header `Idempotency-Key`. */
  keyed?: boolean;
  /**
   * Needs the revision that it was decided on: `If-Match`, or `revision` in the body. `If-Match: *` is whatever it is now.
   * A stale one is a conflict that shows what has changed since.
   */
  revised?: boolean;
  /** Says how something is to be: sent again it is so already, and no key is needed for that. */
  sets?: boolean;
  body?: Schema<unknown>;
  /** A body that is not JSON. */
  rawBody?: readonly string[];
  status: 200 | 201;
  /** What is answered; absent where it is no JSON. */
  answer?: Schema<unknown>;
  rawAnswer?: readonly string[];
  problems: readonly ErrorCode[];
}

/** Writes at the desk may come under a key: sent again with it, they are done once and answered the same. */
export const isRepeatable = (operation: Operation | undefined): boolean =>
  operation?.tag === 'desk' && operation.method !== 'GET' && !operation.keyed && !operation.sets;

export const boardParam = { board: string({ maxLength: 80 }) };
export const requestParams = { ...boardParam, id: string({ maxLength: 80 }) };
export const keyHeader = string({ pattern: KEY_PATTERN });
