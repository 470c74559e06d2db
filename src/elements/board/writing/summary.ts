import { maskText } from '../../../model/masks.js';

/** By which the person recognises the entry: the beginning of the text, numbers covered. */
export function summaryOf({ body }: { body: string }): string {
  // Far more than is kept, so that no number is cut in two before it can be recognised.
  return [...maskText(body.slice(0, 1000)).trim()].slice(0, 60).join('');
}
