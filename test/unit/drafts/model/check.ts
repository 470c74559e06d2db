import fc from 'fast-check';
import { sha256 } from 'js-sha256';
import { commands, settings } from './commands.js';
import type { Host } from './host.js';
import { play } from './play.js';

// What an engine does on threads comes back whenever it likes: for runs that can be repeated it happens at once.
Object.defineProperty(crypto.subtle, 'digest', {
  value: async (_name: string, bytes: Uint8Array) => sha256.arrayBuffer(bytes),
});
globalThis.Response = class {
  constructor(private readonly photo: { bytes: Uint8Array<ArrayBuffer> }) {}
  arrayBuffer = async () => this.photo.bytes.buffer;
} as unknown as typeof Response;

export interface CheckOptions {
  runs: number;
  /** To see a failure again: what its report has said. */
  seed?: number;
  path?: string;
  /** A failure is made as small as can be before it is told; not where it is only to be noticed. */
  shrink?: boolean;
}

/** The property, on a fresh device for every run. A failure names seed and path. */
export async function check(device: () => Host, { runs, shrink = true, seed, path }: CheckOptions) {
  let run = 0;
  const property = fc.asyncProperty(commands, settings, (drawn, chosen) =>
    play(device(), drawn, chosen, `run-${++run}`),
  );
  const again = seed === undefined ? {} : { seed, path };
  const options = { numRuns: runs, includeErrorInReport: true, endOnFailure: !shrink, ...again };
  const details = await fc.check(property, options);
  if (!details.failed) return;
  const report = fc.defaultReportMessage(details);
  const how = `OUTBOX_SEED=${details.seed} OUTBOX_PATH=${details.counterexamplePath}`;
  throw new Error(`${report}\n\nThe same again: ${how}\n`, { cause: details.errorInstance });
}
