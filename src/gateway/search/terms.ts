import { pairsIn, runsIn } from './pairs.js';

/** Words asked for that are looked at. */
const WORDS_MAX = 5;

/** Set before a board's key: no letter or digit, so never in a text's own terms. */
const MARK = '§';

/** The term that all of a board's requests have: they are looked up among all boards' at no more cost. */
export const boardTerm = (board: string): string => MARK + board.replaceAll('-', MARK);

/**
 * What a public text is found by, as it is stored: its pairs of characters, and the last character of each run by itself, so
 * that every single character begins a term.
 */
export function termsOf(board: string, text: string): string {
  const ends = runsIn(text).map((run) => [...run].at(-1)!);
  return [boardTerm(board), ...new Set([...pairsIn(text), ...ends])].join(' ');
}

/** What somebody looks for. */
export interface Sought {
  board: string;
  /** As they were typed, in lower case: each stands in the text. */
  runs: string[];
  /** Terms that a text with all of the runs has. */
  terms: string[];
  /** Single characters: something begins with each of them. */
  beginnings: string[];
}

export function soughtIn(board: string, q: string): Sought {
  const runs = q
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, WORDS_MAX)
    .flatMap((word) => runsIn(word));
  const single = (run: string) => [...run].length === 1;
  return {
    board,
    runs,
    terms: [...new Set(runs.flatMap((run) => [...pairsIn(run)]))],
    beginnings: runs.filter(single),
  };
}
