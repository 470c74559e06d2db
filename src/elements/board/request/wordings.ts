import type { Reply } from '../../../model/index.js';

/** How much there is to read: a reply that was put right is news once more, even to who has read the first words. */
export const wordings = (replies: readonly Reply[]): number =>
  replies.length + replies.filter(({ correctedAt }) => correctedAt).length;
