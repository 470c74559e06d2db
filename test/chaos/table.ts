/** What came of the rounds of one fault. */
export interface Tally {
  rounds: number;
  kills: number;
  typed: number;
  sent: number;
  rows: number;
  kept: number;
  open: number;
  lost: number;
  double: number;
  untrue: number;
}

const COLUMNS: readonly [keyof Tally, string][] = [
  ['rounds', 'rounds'],
  ['kills', 'kills'],
  ['typed', 'typed'],
  ['sent', 'sent'],
  ['rows', 'rows'],
  ['kept', 'kept'],
  ['open', 'not promised'],
  ['lost', 'lost'],
  ['double', 'double'],
  ['untrue', 'untrue'],
];

export const emptyTally = (): Tally =>
  Object.fromEntries(COLUMNS.map(([name]) => [name, 0])) as unknown as Tally;

/** A table in Markdown, with the totals below. */
export function table(tallies: ReadonlyMap<string, Tally>): string {
  const total = emptyTally();
  for (const tally of tallies.values()) for (const [name] of COLUMNS) total[name] += tally[name];
  const lines: [string, Tally][] = [...tallies, ['**all**', total]];
  const width = Math.max(...lines.map(([name]) => name.length));
  const row = (first: string, cells: (string | number)[]) =>
    `| ${first.padEnd(width)} | ${cells.map((cell, i) => String(cell).padStart(COLUMNS[i]![1].length)).join(' | ')} |`;
  return [
    row(
      'fault',
      COLUMNS.map(([, title]) => title),
    ),
    `| ${'-'.repeat(width)} | ${COLUMNS.map(([, title]) => `${'-'.repeat(title.length - 1)}:`).join(' | ')} |`,
    ...lines.map(([name, tally]) =>
      row(
        name,
        COLUMNS.map(([column]) => tally[column]),
      ),
    ),
  ].join('\n');
}
