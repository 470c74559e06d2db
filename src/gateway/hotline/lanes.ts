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

/** Does something for each hotline, all at once: one that is slow holds up no other. What one of them throws comes at the end. */
export async function sideBySide<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const ends = await Promise.allSettled(items.map(work));
  for (const end of ends) if (end.status === 'rejected') throw end.reason;
}
