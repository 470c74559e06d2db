import { canonical, type HomeSlot } from '../../model/index.js';
import { inForce, shownBy } from '../slot/showings.js';
import type { Check } from './index.js';

/** The slot on home pages shows what is in force; where its time has just come, it may be about to. */
export const slots: Check = async ({ db }) => {
  const at = Date.now();
  const boards = await db.selectFrom('board').select(['key', 'home']).orderBy('key').execute();
  const due = await db.selectFrom('slot_showing').select('board').where('due_at', '<=', at).execute();
  const wrong: string[] = [];
  for (const { key, home } of boards) {
    if (due.some(({ board }) => board === key)) continue;
    const now = await inForce({ db }, key, at);
    const should = now && (await shownBy({ db }, now));
    const shown = home === null ? undefined : (JSON.parse(home) as HomeSlot);
    if (canonical(shown ?? null) !== canonical(should ?? null))
      wrong.push(
        `${key}: the home slot shows version ${shown?.version ?? 'none'}, not ${should?.version ?? 'none'}`,
      );
  }
  return { what: `home slots (${boards.length}), against what is in force`, wrong };
};
