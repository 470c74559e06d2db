/** Calls under way at once, to one hotline. */
const LANES = 4;

/** Does something for each item, a few at a time, in their order; `goOn` is asked before each whether it is still worth it. */
export async function inLanes<T>(
  items: readonly T[],
  goOn: () => boolean,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = [...items];
  const lane = async () => {
    while (left.length && goOn()) await work(left.shift()!);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
