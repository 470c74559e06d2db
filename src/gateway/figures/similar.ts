/** Pairs of neighbouring characters: words of Chinese without a dictionary. What is covered, and punctuation, is no content. */
export function bigrams(text: string): Set<string> {
  const plain = text
    .toLowerCase()
    .replace(/〔[^〕]*〕/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
  const found = new Set<string>();
  for (const word of plain.split(' ')) {
    const characters = [...word];
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

export interface Grouped<T> {
  items: T[];
}

/**
 * Groups what is alike: each text joins the group whose first text it is most like, or begins one. Only groups that share a
 * pair with it are looked at.
 */
export function groupSimilar<T>(
  items: readonly T[],
  textOf: (item: T) => string,
  threshold: number,
): Grouped<T>[] {
  const groups: (Grouped<T> & { pairs: Set<string> })[] = [];
  const byPair = new Map<string, number[]>();
  for (const item of items) {
    const pairs = bigrams(textOf(item));
    const candidates = new Set<number>();
    for (const pair of pairs) for (const group of byPair.get(pair) ?? []) candidates.add(group);
    let best = -1;
    let likeness = threshold;
    for (const candidate of candidates) {
      const like = dice(pairs, groups[candidate]!.pairs);
      if (like >= likeness) [best, likeness] = [candidate, like];
    }
    if (best >= 0) groups[best]!.items.push(item);
    else {
      for (const pair of pairs) byPair.set(pair, [...(byPair.get(pair) ?? []), groups.length]);
      groups.push({ items: [item], pairs });
    }
  }
  return groups.map(({ items: alike }) => ({ items: alike }));
}
