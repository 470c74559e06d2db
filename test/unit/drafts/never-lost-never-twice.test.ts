import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { commands, settings } from './model/commands.js';
import { memoryHost } from './model/memory-host.js';
import { play } from './model/play.js';
import { report } from './model/report.js';

/** Runs of the property; CI asks for 10,000. */
const RUNS = Number(process.env.OUTBOX_RUNS ?? 1_000);

// What Node does on threads comes back whenever it likes: for runs that can be repeated it happens at once.
Object.defineProperty(crypto.subtle, 'digest', {
  value: async (_name: string, bytes: Uint8Array) => createHash('sha256').update(bytes).digest(),
});
globalThis.Response = class {
  constructor(private readonly photo: { bytes: Uint8Array<ArrayBuffer> }) {}
  arrayBuffer = async () => this.photo.bytes.buffer;
} as unknown as typeof Response;
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('outbox: two tabs of two forms, crashes between any two awaits, a hostile line and disk', () => {
  it('records exactly one row per submission that was sent, loses no text, and never says otherwise', async () => {
    const property = fc.asyncProperty(commands, settings, (drawn, chosen) =>
      play(memoryHost(turn), drawn, chosen),
    );
    const { OUTBOX_SEED: seed, OUTBOX_PATH: path } = process.env;
    report(
      await fc.check(property, {
        numRuns: RUNS,
        includeErrorInReport: true,
        ...(seed && { seed: Number(seed), path }),
      }),
    );
  });
});
