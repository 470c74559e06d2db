import { sql } from 'kysely';
import { openDatabase } from '../../../src/gateway/storage/database/index.js';
import type { Place } from '../../../src/gateway/storage/index.js';

/** Fills the public list up to so many requests: copies of one that was published, each with its own id, time and category. */
export async function fillTo(place: Place, total: number): Promise<void> {
  const { db, close } = await openDatabase(place);
  const { rows } = await sql<{ n: number }>`select count(*) as n from public_request`.execute(db);
  const have = Number(rows[0]!.n);
  await sql`
    with recursive
      counter(n) as (select cast(${have} as integer) union all select n + 1 from counter where n + 1 < ${total}),
      first as (select * from public_request order by created_at limit 1),
      made as (select counter.n, printf('b%011d', counter.n) as made_id,
        json_extract('["supplies","medical","medicine","quarantine","travel","other"]', '$[' || (counter.n % 6) || ']') as made_category,
        first.* from counter, first)
    insert into public_request
      (board, id, category, stage, region, created_at, score, pinned, featured, me_too, words, doc)
      select board, made_id, made_category, stage, region, created_at - n * 1000, score - n * 0.00001, 0,
        case when n % 50 = 0 then 1 else 0 end, n % 7, words,
        replace(doc, id, made_id) from made`.execute(db);
  await close();
}
