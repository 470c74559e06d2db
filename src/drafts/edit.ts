import type { Ledger } from './ledger.js';
import { isWritable } from './record.js';
import type { Sessions } from './sessions.js';

/** Back into a form of this tab, if nobody has it and nobody is sending it. See `Outbox.edit`. */
export const editIn =
  ({ all, end, take, alone }: Sessions, { records }: Ledger, me: string) =>
  (key: string, { open: held = false } = {}): Promise<boolean> =>
    alone(async () => {
      await all.get(key)?.tail;
      const mine = all.get(key);
      // Another form of this page is writing it.
      if (mine?.held) return false;
      const stored = records.get(key);
      if (mine && (!stored || isWritable(stored, me))) {
        // The one a person asked for is the one the form opens next, whatever other draft this tab has.
        all.delete(key);
        all.set(key, mine);
        mine.held = held;
        return true;
      }
      if (mine) end(mine);
      return Boolean(stored && (await take(key, ['draft', 'queued', 'maybe', 'attention'], held)));
    });
