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

const prefixOf = (scope: string): string => `help-board-editor ${scope} `;
/** An editor who has emptied the headline has not finished: nothing of the rest may be lost for it. */
const contentSchema = {
  ...slotContentSchema,
  properties: { ...slotContentSchema.properties, headline: string() },
};
const unsavedSchema = object(
  { content: contentSchema as typeof slotContentSchema, at: number() },
  { of: object({ number: integer(), revision: integer() }) },
);

/** A name for one editor's copy: two that are open on the same board, in two tabs, do not write over each other. */
export const newCopy = (scope: string): string => prefixOf(scope) + Math.random().toString(36).slice(2, 10);

/** Keeps it on the device; false where the device refuses. */
export function keepUnsaved(copy: string, unsaved: Unsaved): boolean {
  try {
    localStorage.setItem(copy, JSON.stringify(unsaved));
    return true;
  } catch {
    return false;
  }
}

function read(copy: string): Unsaved | undefined {
  try {
    return decode(unsavedSchema, JSON.parse(localStorage.getItem(copy)!));
  } catch {
    // The text is damaged.
    return undefined;
  }
}

/** The copy that was written last, of backend and board. */
export function unsavedOf(scope: string): { copy: string; unsaved: Unsaved } | undefined {
  try {
    return Object.keys(localStorage)
      .filter((copy) => copy.startsWith(prefixOf(scope)))
      .flatMap((copy) => {
        const unsaved = read(copy);
        return unsaved ? { copy, unsaved } : [];
      })
      .sort((a, b) => b.unsaved.at - a.unsaved.at)[0];
  } catch {
    // Storage is refused.
    return undefined;
  }
}

export const forgetUnsaved = (copy: string): void => forgetItem(copy);
