import type { Job } from '../jobs.js';
import type { Storage } from '../storage/index.js';

const DAY = 24 * 3_600_000;
/** Bounds one run; the next goes on. */
const STEPS_MAX = 1000;

/**
 * Every post leaves a piece of its own in the index, which are merged only as more of them come: a search looks through all
 * of them. A step at a time, so that others write in between.
 */
export const tidySearch = ({ search }: Pick<Storage, 'search'>): Job => ({
  name: 'tidy-search',
  every: DAY,
  async run(turn) {
    for (let step = 0; step < STEPS_MAX; step++)
      if (!(await turn.write(async ({ db }) => search.tidy?.(db)))) return;
  },
});
