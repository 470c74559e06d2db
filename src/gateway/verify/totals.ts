import { sql } from 'kysely';
import type { Stage } from '../../model/index.js';
import { figuresOf } from '../loop/figures.js';
import { figuresIn } from '../storage/boards.js';
import type { Check } from './index.js';

interface Group {
  board: string;
  stage: Stage;
  answered: number | null;
  dispatched: number | null;
  n: number;
}

/** The totals, of what each desk handles, are kept up on every write; here they are counted anew. */
export const totals: Check = async ({ db }) => {
  const groups = await sql<Group>`
    select handler as board, stage, answered, dispatched, count(*) as n from (
      select handler, stage, case when answered_at is null then null else 1 end as answered,
        case when dispatched_at is null then null else 1 end as dispatched from request) as each_request
      group by handler, stage, answered, dispatched`.execute(db);
  const wrong: string[] = [];
  const boards = await db.selectFrom('board').selectAll().execute();
  for (const row of boards) {
    const kept = figuresIn(row);
    const counted = { received: 0, answeredOnline: 0, handedOver: 0, waiting: 0, done: 0 };
    const names = Object.keys(counted) as (keyof typeof counted)[];
    for (const { stage, answered, dispatched, n } of groups.rows.filter(({ board }) => board === row.key)) {
      const one = figuresOf({ stage, answered_at: answered, dispatched_at: dispatched });
      for (const name of names) counted[name] += (one[name] ?? 0) * Number(n);
    }
    for (const name of names)
      if (kept[name] !== counted[name])
        wrong.push(`${row.key}: ${name} is ${kept[name]}, and ${counted[name]} are there`);
  }
  return { what: `totals of boards (${boards.length}), counted anew`, wrong };
};
