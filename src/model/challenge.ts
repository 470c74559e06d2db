import { integer, object, oneOf, string, type Infer } from './schema.js';

/** A riddle in the form of ALTCHA: find the number whose SHA-256 with the salt before it is `challenge`. */
export const challengeSchema = object({
  algorithm: oneOf(['SHA-256']),
  challenge: string(),
  maxnumber: integer(),
  salt: string(),
  signature: string(),
});
export type Challenge = Infer<typeof challengeSchema>;

/** The header that a solution comes in: JSON in base64, as ALTCHA's own widgets make it. */
export const SOLUTION_HEADER = 'challenge-solution';
