import type { Boards } from '../storage/boards.js';
import { EVERY_BOARD, type Person } from './person.js';

/** Who somebody is at the desk, and at which boards: each stands behind the one it belongs to. */
export function meOf(boards: Boards, { name, grants }: Pick<Person, 'name' | 'grants'>) {
  const isTheirs = (key: string) => grants.some(({ board }) => board === key || board === EVERY_BOARD);
  const inOrder = boards
    .keys()
    .filter((key) => boards.get(boards.get(key)!.parent ?? '') === undefined)
    .sort()
    .flatMap((top) => boards.subtree(top));
  return {
    name,
    grants,
    boards: inOrder.filter(isTheirs).map((key) => ({ key, title: boards.get(key)!.board.title })),
  };
}
