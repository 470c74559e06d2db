/** What is covered is no content. */
const COVERED = /〔[^〕]*〕/g;

/** Letters and digits that stand together, in lower case; punctuation is no content. */
export const runsIn = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(COVERED, ' ')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** Pairs of neighbouring characters: words of Chinese without a dictionary. */
export function pairsIn(text: string): Set<string> {
  const found = new Set<string>();
  for (const run of runsIn(text)) {
    const characters = [...run];
    for (let i = 0; i + 1 < characters.length; i++) found.add(characters[i]! + characters[i + 1]!);
  }
  return found;
}

/** How much of two sets is the same, 0 to 1. */
export function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (!a.size || !b.size) return 0;
  const [small, large] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const pair of small) if (large.has(pair)) shared++;
  return (2 * shared) / (a.size + b.size);
}
