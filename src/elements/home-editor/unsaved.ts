import { decode } from '../../model/decode.js';
import { integer, number, object, string } from '../../model/schema.js';
import { slotContentSchema, type SlotContent } from '../../model/slot.js';
import { forgetItem } from '../parts/forget-item.js';

/** What an editor has written and the backend does not have yet. */
export interface Unsaved {
  content: SlotContent;
  /** The draft it is a change of; left out, it is a new one. */
  of?: { number: number; revision: number };
  /** Epoch milliseconds. */
  at: number;
}

const nameOf = (scope: string): string => `help-board-editor ${scope}`;
/** An editor who has emptied the headline has not finished: nothing of the rest may be lost for it. */
const contentSchema = {
  ...slotContentSchema,
  properties: { ...slotContentSchema.properties, headline: string() },
};
const unsavedSchema = object(
  { content: contentSchema as typeof slotContentSchema, at: number() },
  { of: object({ number: integer(), revision: integer() }) },
);

/** Keeps it on the device, by backend and board; false where the device refuses. */
export function keepUnsaved(scope: string, unsaved: Unsaved): boolean {
  try {
    localStorage.setItem(nameOf(scope), JSON.stringify(unsaved));
    return true;
  } catch {
    return false;
  }
}

export function unsavedOf(scope: string): Unsaved | undefined {
  try {
    return decode(unsavedSchema, JSON.parse(localStorage.getItem(nameOf(scope))!));
  } catch {
    // Storage is refused, or the text is damaged.
    return undefined;
  }
}

export const forgetUnsaved = (scope: string): void => forgetItem(nameOf(scope));
