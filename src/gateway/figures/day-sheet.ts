import { dayOf, dayStart, type Assignee } from '../../model/index.js';
import { addTally, emptyTally, tallyOf, type CountedRow, type Tally } from './tally.js';

const HOUR = 3_600_000;

export type Tallies = Record<string, Tally>;

/** 日表: the requests that a desk received on one day, and what has become of them since. Sheets add up. */
export interface DaySheet {
  total: Tally;
  /** Received in each hour of the day, and how many of those are done. */
  hours: { received: number; done: number }[];
  categories: Tallies;
  regions: Tallies;
  /** By `kind:name` of who it was handed over to. */
  units: Tallies;
  channels: Tallies;
}

/** Without a prototype: a region may be called `__proto__`. */
const tallies = (): Tallies => Object.create(null) as Tallies;

export const emptySheet = (): DaySheet => ({
  total: emptyTally(),
  hours: Array.from({ length: 24 }, () => ({ received: 0, done: 0 })),
  categories: tallies(),
  regions: tallies(),
  units: tallies(),
  channels: tallies(),
});

const count = (into: Tallies, name: string, tally: Tally): void =>
  void addTally((into[name] ??= emptyTally()), tally);

export function addRow(sheet: DaySheet, row: CountedRow): void {
  const tally = tallyOf(row);
  if (!tally.received) return;
  addTally(sheet.total, tally);
  const hour = sheet.hours[Math.floor((row.received_at - dayStart(dayOf(row.received_at))) / HOUR)]!;
  hour.received++;
  hour.done += tally.done;
  count(sheet.categories, row.category, tally);
  count(sheet.regions, row.region, tally);
  count(sheet.channels, row.source_channel ?? '', tally);
  const assignee = row.assignee === null ? undefined : (JSON.parse(row.assignee) as Assignee);
  if (tally.handedOver && assignee && assignee.kind !== 'desk')
    count(sheet.units, `${assignee.kind}:${assignee.name}`, tally);
}

const PARTS = ['categories', 'regions', 'units', 'channels'] as const;

/** Adds the second to the first. */
export function addSheet(sum: DaySheet, more: DaySheet): DaySheet {
  addTally(sum.total, more.total);
  more.hours.forEach(({ received, done }, hour) => {
    sum.hours[hour]!.received += received;
    sum.hours[hour]!.done += done;
  });
  for (const part of PARTS)
    for (const [name, tally] of Object.entries(more[part])) count(sum[part], name, tally);
  return sum;
}
