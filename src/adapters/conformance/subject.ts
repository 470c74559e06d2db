import type { Board, Prefill, Submission } from '../../model/index.js';
import type { HelpBoardAdapter } from '../contract.js';

/** An adapter with a backend behind it, made anew for each case. */
export interface ConformanceSubject {
  adapter: HelpBoardAdapter;
  /** How many requests the backend holds, whoever may read them: without it nobody can tell whether one was doubled. */
  count?(): number | Promise<number>;
  /** What an editor does after reading a request. */
  publish?(id: string): Promise<unknown>;
  /** What an operator does for a caller: fills a form in; gives the code that opens it. */
  keepPrefill?(prefill: Prefill): Promise<string>;
  end?(): Promise<unknown> | void;
}

export interface ConformanceOptions {
  /** The adapter asks by way of the global `fetch`, so that answers can be lost and replaced on the way (true). */
  fetch?: boolean;
  /** A submission that the backend takes; one after the board when left out. */
  submission?: (board: Board) => Submission;
}

/** What a case works with. */
export interface Ground extends ConformanceSubject {
  options: ConformanceOptions;
  /** A key never used before. */
  key(): string;
  submission(changes?: Partial<Submission>): Promise<Submission>;
}

/** Thrown by a case that has nothing to prove here: the backend does not offer it. */
export class Skipped extends Error {}

export interface ConformanceCase {
  group: string;
  name: string;
  /** Rejects where the adapter is at fault; gives the reason where there is nothing to prove. */
  run(): Promise<string | undefined>;
}

/** A case as it is written down. */
export type Draft = readonly [name: string, work: (ground: Ground) => Promise<void>];
