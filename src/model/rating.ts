import { integer, object, oneOf, string, type Infer } from './schema.js';

const score = integer({ minimum: 1, maximum: 5 });

/** What the requester says of how it was handled (评价). */
export const ratingSchema = object(
  { solved: oneOf(['yes', 'partly', 'no']) },
  {
    attitude: score,
    speed: score,
    /** For the desk and the unit, never in public. */
    words: string({ maxLength: 1000 }),
  },
);
export type Rating = Infer<typeof ratingSchema>;
