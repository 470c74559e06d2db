/** Of the numbers that there are; NaN of none. */
export const median = (numbers) => {
  const sorted = numbers.filter((number) => number !== null).sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2
    ? sorted[Math.floor(middle)]
    : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
};
