/** Engine × case: what came of each. */
export class Table {
  private readonly rows = new Map<string, Map<string, string>>();
  private readonly columns = new Set<string>();

  cell(column: string, row: string): { is(what: string): void } {
    const cells = this.rows.get(row) ?? new Map<string, string>();
    this.rows.set(row, cells);
    this.columns.add(column);
    return { is: (what) => void cells.set(column, what) };
  }

  toString(): string {
    const columns = [...this.columns];
    const head = columns.map((column, i) => `${String.fromCharCode(65 + i)}  ${column}`);
    const letters = columns.map((_, i) => String.fromCharCode(65 + i).padStart(8)).join('');
    const lines = [...this.rows].map(
      ([row, cells]) => columns.map((column) => (cells.get(column) ?? '').padStart(8)).join('') + `  ${row}`,
    );
    return [...head, '', letters, ...lines].join('\n');
  }
}
