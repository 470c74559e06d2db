import type { Entry } from './types.js';
import type { Receipt } from '../model/submission.js';

/** The form of an entry that adds to the request with this id. */
export const additionTo = (request: string): string => `addition:${request}`;

/** The receipt of a request that has arrived, if this device has it. */
export function receiptOf(request: string, entries: readonly Entry[]): Receipt | undefined {
  return entries.find(({ form, receipt }) => form === 'request' && receipt?.id === request)?.receipt;
}
