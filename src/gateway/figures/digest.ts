import { dayName, dayOf, dayStart, type Level } from '../../model/index.js';
import type { Storage } from '../storage/index.js';
import type { Period } from './period.js';
import { groupSimilar } from './similar.js';
import { dice, pairsIn } from '../search/pairs.js';
import type { RequestRow } from '../storage/projection.js';

/** Half of the pairs of two short texts in common: the same need in other words, hardly ever another one. */
const ALIKE = 0.4;
/** Issues are found among so many of the newest: comparing each with each takes the square of it. */
const GROUPED_MAX = 2000;
/** So many of each period are compared with the issues found; where there are more, the digest says of how many it speaks. */
const COUNTED_MAX = 20_000;
/** Read at a time: others are answered in between. */
const PAGE = 500;
const ISSUES_MAX = 20;
const SAMPLES = 3;
const SAMPLE_LENGTH = 120;

type DigestRow = Pick<
  RequestRow,
  'board' | 'id' | 'category' | 'public_body' | 'publication' | 'received_at'
>;

/** What many people ask for at the same time (共性问题). */
export interface Issue {
  category: string;
  count: number;
  /** In as many days before. */
  before: number;
  boards: number;
  /** Masked, and only what is public. */
  samples: { board: string; id: string; text: string }[];
}

export interface Digest {
  from: string;
  to: string;
  level: Level;
  requests: number;
  /** Of these, so many were looked at: all, unless there are very many. */
  read: number;
  issues: Issue[];
}

interface Found {
  category: string;
  pairs: Set<string>;
  rows: DigestRow[];
  more: number;
  before: number;
  boards: Set<string>;
}

/** Similar requests of a period in groups, the largest first, with what they were in the period before. */
export async function digestOf(
  { db, boards }: Storage,
  { board, level, period, minimum }: { board: string; level: Level; period: Period; minimum: number },
): Promise<Digest> {
  const handlers = level === 'subtree' ? boards.subtree(board) : [board];
  const first = period.name === 'all' ? await firstDay(db, handlers, period) : period.from;
  const [from, to] = [dayStart(first), dayStart(period.to)];
  const newest = await counted(db, handlers, from, to)
    .orderBy('received_at', 'desc')
    .limit(GROUPED_MAX)
    .execute();
  const found = issuesIn(newest);
  const seen = new Set(newest.map(({ id }) => id));
  let read = newest.length;
  if (read === GROUPED_MAX)
    for await (const row of eachOf(db, handlers, from, to)) {
      if (seen.has(row.id)) continue;
      read++;
      const issue = nearest(found, row);
      if (!issue) continue;
      issue.more++;
      issue.boards.add(row.board);
    }
  for await (const row of eachOf(db, handlers, dayStart(2 * first - period.to), from)) {
    const issue = nearest(found, row);
    if (issue) issue.before++;
  }
  const { n } = await counted(db, handlers, from, to)
    .clearSelect()
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow();
  return {
    from: dayName(first),
    to: dayName(period.to - 1),
    level,
    requests: Number(n),
    read,
    issues: found
      .map(issueOf)
      .filter(({ count }) => count >= minimum)
      .sort((a, b) => b.count - a.count)
      .slice(0, ISSUES_MAX),
  };
}

/** Of what was ever received: all of it begins with that. */
async function firstDay(db: Storage['db'], handlers: readonly string[], { to }: Period): Promise<number> {
  const { first } = await db
    .selectFrom('request')
    .select((eb) => eb.fn.min('received_at').as('first'))
    .where('handler', 'in', handlers)
    .executeTakeFirstOrThrow();
  return first === null ? to - 1 : dayOf(Number(first));
}

const counted = (db: Storage['db'], handlers: readonly string[], from: number, to: number) =>
  db
    .selectFrom('request')
    .select(['board', 'id', 'category', 'public_body', 'publication', 'received_at'])
    .where('handler', 'in', handlers)
    .where('received_at', '>=', from)
    .where('received_at', '<', to)
    .where('stage', 'not in', ['withdrawn', 'merged']);

/** The newest of each desk, and no more than `COUNTED_MAX` in all. */
async function* eachOf(db: Storage['db'], handlers: readonly string[], from: number, to: number) {
  let left = COUNTED_MAX;
  for (const handler of handlers) {
    let last: DigestRow | undefined;
    do {
      let page = counted(db, [handler], from, to);
      if (last) {
        const { received_at, id } = last;
        page = page.where((eb) => eb(eb.refTuple('received_at', 'id'), '<', eb.tuple(received_at, id)));
      }
      const rows: DigestRow[] = await page
        .orderBy('received_at', 'desc')
        .orderBy('id', 'desc')
        .limit(Math.min(PAGE, left))
        .execute();
      yield* rows;
      left -= rows.length;
      last = rows.length === PAGE && left ? rows.at(-1) : undefined;
      await new Promise((next) => setImmediate(next));
    } while (last);
    if (!left) return;
  }
}

function issuesIn(rows: DigestRow[]): Found[] {
  const byCategory = new Map<string, DigestRow[]>();
  for (const row of rows) {
    const alike = byCategory.get(row.category);
    if (alike) alike.push(row);
    else byCategory.set(row.category, [row]);
  }
  return [...byCategory]
    .flatMap(([category, all]) =>
      groupSimilar(all, ({ public_body }) => public_body, ALIKE).map(({ items }) => ({
        category,
        pairs: pairsIn(items[0]!.public_body),
        rows: items,
        ...{ more: 0, before: 0, boards: new Set(items.map(({ board }) => board)) },
      })),
    )
    .sort((a, b) => b.rows.length - a.rows.length)
    .slice(0, 3 * ISSUES_MAX);
}

function nearest(found: Found[], { category, public_body }: DigestRow): Found | undefined {
  const pairs = pairsIn(public_body);
  let likeness = ALIKE;
  let best: Found | undefined;
  for (const issue of found) {
    if (issue.category !== category) continue;
    const like = dice(pairs, issue.pairs);
    if (like >= likeness) [best, likeness] = [issue, like];
  }
  return best;
}

const issueOf = ({ category, rows, more, before, boards }: Found): Issue => ({
  category,
  count: rows.length + more,
  before,
  boards: boards.size,
  samples: rows
    .filter(({ publication }) => publication === 'public')
    .slice(0, SAMPLES)
    .map(({ board, id, public_body }) => ({
      board,
      id,
      text: [...public_body].slice(0, SAMPLE_LENGTH).join(''),
    })),
});
