/**
 * Which of some numbers cannot be shown by themselves: the small ones, and as many more, from the smallest up, until what
 * is kept back is not small together. Otherwise a single number left out could be had from the total. Nought shows nobody.
 */
export function tooFew(sizes: readonly number[], minimum: number): Set<number> {
  const few = new Set<number>();
  let kept = 0;
  const inOrder = sizes.map((size, index) => ({ size, index })).sort((a, b) => a.size - b.size);
  for (const { size, index } of inOrder) {
    if (size === 0) continue;
    if (size >= minimum && (few.size === 0 || (kept >= minimum && few.size > 1))) break;
    few.add(index);
    kept += size;
  }
  return few;
}
