import { groundOf } from './ground.js';
import { ABORT, ERRORS } from './hostile.js';
import { CAPABILITIES, READS } from './reads.js';
import {
  Skipped,
  type ConformanceCase,
  type ConformanceOptions,
  type ConformanceSubject,
  type Draft,
} from './subject.js';
import { SLOT } from './slot.js';
import { WRITES } from './writes.js';

export { NotConforming } from './expect.js';
export type { ConformanceCase, ConformanceOptions, ConformanceSubject } from './subject.js';

const GROUPS: Record<string, readonly Draft[]> = {
  capabilities: CAPABILITIES,
  reading: READS,
  writing: WRITES,
  slot: SLOT,
  errors: ERRORS,
  abort: ABORT,
};

/** Makes an adapter and the backend behind it, anew for each case. */
export type ConformanceFactory = () => Promise<ConformanceSubject> | ConformanceSubject;

/**
 * What the contract asks of every adapter, as cases for any test runner. What a backend does not offer is skipped, and says
 * why; what it offers must hold.
 */
export function adapterConformance(
  factory: ConformanceFactory,
  options: ConformanceOptions = {},
): ConformanceCase[] {
  return Object.entries(GROUPS).flatMap(([group, drafts]) =>
    drafts.map(([name, work]) => ({
      group,
      name,
      async run() {
        const subject = await factory();
        try {
          await work(groundOf(subject, options));
          return undefined;
        } catch (error) {
          if (error instanceof Skipped) return error.message;
          throw error;
        } finally {
          await subject.end?.();
        }
      },
    })),
  );
}

/** `describe` and `it` of node:test, vitest, mocha or @web/test-runner. */
export interface Runner {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: (this: unknown) => Promise<void>): unknown;
}

interface Skipping {
  skip?(why?: string): void;
}

/** All cases in a test runner, with one call: `describeConformance({ describe, it }, 'ours', factory)`. */
export function describeConformance(
  { describe, it }: Runner,
  name: string,
  factory: ConformanceFactory,
  options?: ConformanceOptions,
): void {
  const cases = adapterConformance(factory, options);
  for (const group of Object.keys(GROUPS)) {
    describe(`conformance of ${name}: ${group}`, () => {
      for (const { name: what, run } of cases.filter((of) => of.group === group)) {
        // Mocha gives its context as `this`, the others as an argument; one that is declared would be mocha's `done`.
        it(what, async function (this: unknown, ...[context]: Skipping[]) {
          const why = await run();
          if (why !== undefined) (context ?? (this as Skipping | undefined))?.skip?.(why);
        });
      }
    });
  }
}

export interface ConformanceReport {
  passed: number;
  failed: number;
  skipped: number;
  /** One line a case, for people. */
  text: string;
}

/** Runs all cases, one after the other, where there is no test runner. Never rejects. */
export async function conformanceReport(
  factory: ConformanceFactory,
  options?: ConformanceOptions,
): Promise<ConformanceReport> {
  const report = { passed: 0, failed: 0, skipped: 0 };
  const lines: string[] = [];
  let last = '';
  for (const { group, name, run } of adapterConformance(factory, options)) {
    if (group !== last) lines.push(group);
    last = group;
    try {
      const why = await run();
      lines.push(why === undefined ? `  ok    ${name}` : `  skip  ${name} (${why})`);
      report[why === undefined ? 'passed' : 'skipped']++;
    } catch (error) {
      lines.push(`  FAIL  ${name}`, `        ${error instanceof Error ? error.message : String(error)}`);
      report.failed++;
    }
  }
  const { passed, failed, skipped } = report;
  lines.push(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  return { ...report, text: lines.join('\n') };
}
