import type { Category, HelpRequest } from '../../../model/index.js';

/** A word of a category in the text is worth two requests that are like it. */
const WORD = 2;
const ENOUGH = 2;

/** The words by which a board describes a category: its name, and what it says belongs there. */
const wordsOf = ({ name, hint = '' }: Category): string[] =>
  `${name}、${hint}`.split(/[、，。；,;/\s]+/).filter((word) => word.length > 1);

/**
 * The category that a text seems to be about, by the board's own words and by what like requests were filed under; undefined
 * where that is not clear. Worked out on the device.
 */
export function guessCategory(
  text: string,
  categories: readonly Category[],
  alike: readonly Pick<HelpRequest, 'category'>[] = [],
): Category | undefined {
  const scored = categories
    .map((category) => ({
      category,
      score:
        WORD * wordsOf(category).filter((word) => text.indexOf(word) >= 0).length +
        alike.filter((request) => request.category === category.code).length,
    }))
    .sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  return best && best.score >= ENOUGH && best.score > (second?.score ?? 0) ? best.category : undefined;
}
