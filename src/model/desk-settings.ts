import { integer, object, string, type Infer } from './schema.js';

/** How a board's desk works. Nobody else's business: no public payload holds it. */
export const deskSettingsSchema = object(
  {
    /** How many people besides its author must approve a reply before it goes out in the paper's name (三审), 0 to 3. */
    reviewSteps: integer({ minimum: 0, maximum: 3, default: 0 }),
  },
  {
    /** In front of the numbers of dispatch slips; made of the region when left out. */
    slipName: string({ maxLength: 20 }),
    /** Said to everybody at once, as an acknowledgement. It stops no clock. */
    acknowledgement: string({ maxLength: 500 }),
  },
);
export type DeskSettings = Infer<typeof deskSettingsSchema>;
