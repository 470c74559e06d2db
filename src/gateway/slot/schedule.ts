import type { Job } from '../jobs.js';
import type { Storage } from '../storage/index.js';
import { nextTurn } from '../../model/index.js';
import { ARRIVALS_KEPT_MS } from './arrivals.js';
import { showSlot } from './showings.js';

/** Shows what begins, and takes off what ends, at its time: caches learn of it with the board's new version. */
export const slotJob = ({ db, boards }: Pick<Storage, 'db' | 'boards'>, now: () => number): Job => ({
  name: 'slot',
  every: 1000,
  async run(turn) {
    const at = now();
    const due = await db
      .selectFrom('slot_showing')
      .select(['board', 'id', 'from_at', 'until_at'])
      .where('due_at', '<=', at)
      .execute();
    for (const board of new Set(due.map((row) => row.board)))
      await turn.write(async (context) => {
        for (const { id, from_at, until_at } of due.filter((row) => row.board === board))
          await context.db
            .updateTable('slot_showing')
            .set({ due_at: nextTurn({ from: from_at, until: until_at }, at) })
            .where('board', '=', board)
            .where('id', '=', id)
            .execute();
        await showSlot(context, boards, board, at);
      });
  },
});

/** Pages that nobody has looked at for long are forgotten. */
export const forgetPages = (now: () => number): Job => ({
  name: 'forget-slot-pages',
  every: 3_600_000,
  run: (turn) =>
    turn.write(async ({ db }) => {
      await db
        .deleteFrom('slot_page')
        .where('seen_at', '<', now() - ARRIVALS_KEPT_MS)
        .execute();
    }),
});
