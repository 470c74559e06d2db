import { dice, pairsIn } from '../search/pairs.js';

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
    const pairs = pairsIn(textOf(item));
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
