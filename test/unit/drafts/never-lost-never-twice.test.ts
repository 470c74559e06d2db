import { describe, it } from 'node:test';
import { checkInNode } from './model/in-node.js';

/** 10,000 are played by `npm test -- outbox-model`. */
const RUNS = Number(process.env.OUTBOX_RUNS ?? 300);
/** Always the same ones here: what has been right stays right. The search for what is not goes on there. */
const SEED = 1;

describe('outbox: two tabs of two forms, crashes between any two awaits, a hostile line and disk', () => {
  it('records exactly one row per submission that was sent, loses no text, and never says otherwise', () =>
    checkInNode(RUNS, true, SEED));
});
