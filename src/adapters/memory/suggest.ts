import type { Board, HelpRequest, Suggestions } from '../../model/index.js';

/** Pairs of neighbouring characters: words of Chinese without a dictionary. */
function pairsIn(text: string): Set<string> {
  const plain = text.toLowerCase().replace(/[\s，。、！？：；,.!?:;]+/g, '');
  return new Set([...plain.slice(1)].map((character, at) => plain[at]! + character));
}

/** What share of a text's pairs is in another one, 0 to 1. */
function covered(pairs: ReadonlySet<string>, text: string): number {
  const theirs = pairsIn(text);
  return pairs.size ? [...pairs].filter((pair) => theirs.has(pair)).length / pairs.size : 0;
}

const ALIKE = 0.2;

/** What shares the most with a text: three explainers by their key words and titles, five requests by their words. */
export function suggestionsFor(text: string, board: Board, all: readonly HelpRequest[]): Suggestions {
  const pairs = pairsIn(text);
  const best = <T>(of: readonly T[], fit: (one: T) => number, most: number): T[] =>
    of
      .map((one) => ({ one, fit: fit(one) }))
      .filter((found) => found.fit >= ALIKE)
      .sort((a, b) => b.fit - a.fit)
      .slice(0, most)
      .map(({ one }) => one);
  return {
    requests: best(all, ({ title = '', publicBody }) => covered(pairs, title + publicBody), 5),
    explainers: best(
      board.explainers,
      ({ title, keywords = [] }) =>
        keywords.filter((word) => word && text.includes(word)).length + covered(pairs, title),
      3,
    ),
  };
}
