import { integer, object, oneOf, string, type Infer } from './schema.js';

const score = integer({ minimum: 1, maximum: 5 });

/** What everybody may see of a rating (评价): whether it was solved, and 1 (poor) to 5 (very good). */
export const publicRatingSchema = object(
  { solved: oneOf(['yes', 'partly', 'no']) },
  { attitude: score, speed: score },
);
export type PublicRating = Infer<typeof publicRatingSchema>;

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
