import { helpRequestSchema, type HelpRequest } from './request.js';
import { array, string, type Schema } from './schema.js';
import { slotTextSchema, type SlotText } from './slot-text.js';

/** What the home slot shows; switched at the gateway. */
export interface HomeSlot extends SlotText {
  /** Ids of requests that an editor has put first, in their order. */
  pins?: string[];
  /** Those of them that are public now. */
  items?: HelpRequest[];
}
export const homeSlotSchema: Schema<HomeSlot> = {
  ...slotTextSchema,
  properties: { ...slotTextSchema.properties, pins: array(string()), items: array(helpRequestSchema) },
};
