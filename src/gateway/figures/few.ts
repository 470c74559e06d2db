/**
 * Which of some numbers cannot be shown by themselves: the small ones, and as many more, from the smallest up, until what
 * is kept back is not small together. Otherwise a single number left out could be had from the total. Nought shows nobody.
 * @param begun what is kept back already
 */
export function tooFew(
  sizes: readonly number[],
  minimum: number,
  begun: ReadonlySet<number> = new Set(),
): Set<number> {
  const few = new Set(begun);
  let kept = [...few].reduce((sum, index) => sum + sizes[index]!, 0);
  const inOrder = sizes.map((size, index) => ({ size, index })).sort((a, b) => a.size - b.size);
  for (const { size, index } of inOrder) {
    if (size === 0 || begun.has(index)) continue;
    if (size >= minimum && (few.size === 0 || (kept >= minimum && few.size > 1))) break;
    few.add(index);
    kept += size;
  }
  return few;
}

/**
 * The same where some of the numbers are also shown by themselves, with a total of their own: what is kept back there is kept
 * back here, or the difference of the two would tell it.
 */
export function tooFewIn(sizes: readonly number[], groups: readonly string[], minimum: number): Set<number> {
  const begun = new Set<number>();
  for (const group of new Set(groups)) {
    const members = groups.flatMap((of, index) => (of === group ? [index] : []));
    const few = tooFew(
      members.map((index) => sizes[index]!),
      minimum,
    );
    for (const member of few) begun.add(members[member]!);
  }
  return tooFew(sizes, minimum, begun);
}
