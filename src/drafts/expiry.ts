import type { Stored } from './record.js';

const DAY = 86_400_000;
/** Kept so long after the warning, days. */
const GRACE = 3;
/** Nobody there for so many days longer, or the clock leapt: nothing follows from that. */
const AWAY = 30;

/**
 * What the hours have done to a draft, looked at while somebody is there to be told: itself where nothing is to be
 * written, another version of it, or undefined when its time is over.
 *
 * A clock that is wrong must not cost a text. So time counts only as far as it was seen going by: a draft that is much
 * older than it could be (a leap ahead, or a long absence) or younger than its own beginning (set back) begins anew at this
 * visit, and a warning that ends later than one given now was given by a wrong clock. Deleted is only what was warned of three
 * days ago or more.
 */
export function aged(stored: Stored, days: number, now: number): Stored | undefined {
  const { entry, since } = stored;
  const { expiresAt } = entry;
  const age = (now - since) / DAY;
  const ends = (at: number | undefined): Stored => ({ ...stored, entry: { ...entry, expiresAt: at } });
  if (age < 0 || age > days + GRACE + AWAY) return { ...ends(undefined), since: now };
  if (age < days) return expiresAt ? ends(undefined) : stored;
  const warned = now + GRACE * DAY;
  if (!expiresAt || expiresAt > warned) return ends(warned);
  return expiresAt > now ? stored : undefined;
}
