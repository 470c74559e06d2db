/** What a spreadsheet would take for a formula, at the beginning of a cell. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** A cell. Words of people that look like a formula get an apostrophe in front, so that no spreadsheet works them out. */
function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = FORMULA.test(value) ? `'${value}` : value;
  // Where a semicolon or a tab parts the cells, what follows one would begin a cell.
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export type Cells = readonly (string | number | undefined)[];

export const csvLine = (cells: Cells): string => `${cells.map(cell).join(',')}\r\n`;

/** In front of a file: without it, Excel reads Chinese as something else. */
export const BOM = '\ufeff';

export const csv = (lines: readonly Cells[]): string => BOM + lines.map(csvLine).join('');
