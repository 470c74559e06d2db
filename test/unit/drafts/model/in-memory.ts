import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { commands, settings } from './commands.js';
import { memoryHost } from './memory-host.js';
import { play } from './play.js';
import { report } from './report.js';

// What Node does on threads comes back whenever it likes: for runs that can be repeated it happens at once.
Object.defineProperty(crypto.subtle, 'digest', {
  value: async (_name: string, bytes: Uint8Array) => createHash('sha256').update(bytes).digest(),
});
globalThis.Response = class {
  constructor(private readonly photo: { bytes: Uint8Array<ArrayBuffer> }) {}
  arrayBuffer = async () => this.photo.bytes.buffer;
} as unknown as typeof Response;

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** The property on a device that is nothing but memory. `shrink`: a failure is made as small as can be before it is told. */
export async function checkInMemory(runs: number, shrink = true) {
  const property = fc.asyncProperty(commands, settings, (drawn, chosen) =>
    play(memoryHost(turn), drawn, chosen),
  );
  const { OUTBOX_SEED: seed, OUTBOX_PATH: path } = process.env;
  const again = seed && { seed: Number(seed), path };
  report(
    await fc.check(property, {
      numRuns: runs,
      includeErrorInReport: true,
      endOnFailure: !shrink,
      ...again,
    }),
  );
}
