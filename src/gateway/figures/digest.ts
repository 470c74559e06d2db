import { dayName, dayStart, type Level } from '../../model/index.js';
import type { Storage } from '../storage/index.js';
import type { Period } from './period.js';
import { groupSimilar } from './similar.js';

/** Half of the pairs of two short texts in common: the same need in other words, hardly ever another one. */
const ALIKE = 0.4;
/** Requests looked at: more of the same make no other issue. */
const READ_MAX = 3000;
const ISSUES_MAX = 20;
const SAMPLES = 3;
const SAMPLE_LENGTH = 120;

interface DigestRow {
  board: string;
  id: string;
  category: string;
  public_body: string;
  publication: string;
  received_at: number;
}

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
  issues: Issue[];
}

/** Similar requests of a period in groups, the largest first, with what they were in the period before. */
export async function digestOf(
  { db, boards }: Storage,
  { board, level, period, minimum }: { board: string; level: Level; period: Period; minimum: number },
): Promise<Digest> {
  const length = period.to - period.from;
  const start = dayStart(period.from);
  const rows: DigestRow[] = await db
    .selectFrom('request')
    .select(['board', 'id', 'category', 'public_body', 'publication', 'received_at'])
    .where('handler', 'in', level === 'subtree' ? boards.subtree(board) : [board])
    .where('received_at', '>=', dayStart(period.from - length))
    .where('received_at', '<', dayStart(period.to))
    .where('stage', 'not in', ['withdrawn', 'merged'])
    .orderBy('received_at', 'desc')
    .limit(READ_MAX)
    .execute();
  const byCategory = new Map<string, DigestRow[]>();
  for (const row of rows) byCategory.set(row.category, [...(byCategory.get(row.category) ?? []), row]);
  const issues = [...byCategory].flatMap(([category, all]) =>
    groupSimilar(all, ({ public_body }) => public_body, ALIKE).map(({ items }) =>
      issueOf(category, items, start),
    ),
  );
  return {
    from: dayName(period.from),
    to: dayName(period.to - 1),
    level,
    requests: rows.filter(({ received_at }) => received_at >= start).length,
    issues: issues
      .filter(({ count }) => count >= minimum)
      .sort((a, b) => b.count - a.count)
      .slice(0, ISSUES_MAX),
  };
}

function issueOf(category: string, rows: DigestRow[], start: number): Issue {
  const now = rows.filter(({ received_at }) => received_at >= start);
  return {
    category,
    count: now.length,
    before: rows.length - now.length,
    boards: new Set(now.map(({ board }) => board)).size,
    samples: now
      .filter(({ publication }) => publication === 'public')
      .slice(0, SAMPLES)
      .map(({ board, id, public_body }) => ({
        board,
        id,
        text: [...public_body].slice(0, SAMPLE_LENGTH).join(''),
      })),
  };
}
