/** What an editor has pinned stands above the rest; each part keeps its order. */
export const pinnedFirst = <T extends { pinned?: boolean }>(all: readonly T[]): T[] =>
  all.filter(({ pinned }) => pinned).concat(all.filter(({ pinned }) => !pinned));
