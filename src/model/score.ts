import { URGENCIES, type Urgency } from './urgency.js';

/** Ten times the votes weigh as much as twelve and a half hours of youth. */
export const SCORE_TAU_MS = 12.5 * 3_600_000;

export interface Scored {
  urgency: Urgency;
  /** Epoch milliseconds. */
  createdAt: number;
  meToo: number;
  thanks: number;
  comments: number;
}

/**
 * Hot score: `log10(1 + weighted votes) + urgency + createdAt/τ`. Stored, and written only when something counted
 * changes; nothing in it depends on now, so pages by keyset neither skip nor repeat.
 */
export function hotScore(of: Scored): number {
  const votes = of.meToo + 0.5 * of.comments + 0.25 * of.thanks;
  return Math.log10(1 + votes) + 0.5 * URGENCIES.indexOf(of.urgency) + of.createdAt / SCORE_TAU_MS;
}
