import { canonical, dayName } from '../../model/index.js';
import { countDay } from '../figures/sheets.js';
import type { Check } from './index.js';

/** A day that is not marked as changed must say what a recount of its requests says. */
export const daySheets: Check = async ({ db }) => {
  const days = await db.selectFrom('figure_day').selectAll().where('stale', '=', 0).execute();
  const wrong: string[] = [];
  for (const { board, day, sheet } of days) {
    const counted = JSON.parse(JSON.stringify(await countDay({ db }, board, day))) as unknown;
    if (canonical(JSON.parse(sheet)) !== canonical(counted))
      wrong.push(`${board}: the figures of ${dayName(day)} are not those of its requests`);
  }
  return { what: `days of figures (${days.length}), counted anew`, wrong };
};
