import { boolean, integer, object, oneOf, record, string, type Infer } from './schema.js';

/** How much room the home slot takes: a wide band, a single line, or a box of its own with what people ask for in it. */
export const SLOT_LAYOUTS = ['banner', 'strip', 'card'] as const;
export type SlotLayout = (typeof SLOT_LAYOUTS)[number];
/** Where the home slot opens the board: at its address, over the page, or right under the slot. */
export const SLOT_OPENINGS = ['page', 'sheet', 'place'] as const;
export type SlotOpening = (typeof SLOT_OPENINGS)[number];

/** The slot's words and looks. */
export const slotTextSchema = object(
  { on: boolean({ default: false }), headline: string() },
  {
    ...{ lead: string(), button: string(), href: string() },
    ...{ layout: oneOf(SLOT_LAYOUTS), opens: oneOf(SLOT_OPENINGS) },
    /** Which wording it is, and whether pages that have room only in an emergency show it too: see `slot.ts`. */
    ...{ version: integer(), emergency: boolean() },
    /** By the names of the custom properties they stand for. */
    colours: record(string()),
  },
);
export type SlotText = Infer<typeof slotTextSchema>;
