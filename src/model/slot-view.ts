import { figuresSchema } from './figures.js';
import { boolean, list, object, string, type Infer } from './schema.js';
import { slotTextSchema } from './slot-text.js';
import { stageSchema } from './stages.js';

/** Of a request, what fits on a line. */
export const slotItemSchema = object(
  { id: string(), text: string(), stage: stageSchema },
  { pinned: boolean() },
);
export type SlotItem = Infer<typeof slotItemSchema>;

/** All that the slot shows of a board, in one answer: home pages are read in floods, and on poor lines. */
export const slotViewSchema = object(
  { title: string(), open: boolean({ default: true }), items: list(slotItemSchema) },
  { notice: string(), home: slotTextSchema, figures: figuresSchema },
);
export type SlotView = Infer<typeof slotViewSchema>;
