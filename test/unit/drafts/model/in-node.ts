import { check } from './check.js';
import { memoryHost } from './memory-host.js';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Plays on plain memory, with seed and path from the environment, if they are there. */
export function checkInNode(runs: number, shrink = true, usual?: number): Promise<void> {
  const { OUTBOX_SEED: seed, OUTBOX_PATH: path } = process.env;
  return check(() => memoryHost(turn), { runs, shrink, seed: seed ? Number(seed) : usual, path });
}
