import { html, nothing, type TemplateResult } from 'lit';
import type { StatsTexts, Texts } from '../../../locales/texts.js';
import type { Ratio, Stats, StatsRow } from '../../../model/index.js';
import { duration } from '../../parts/time.js';

/** A share in whole per cent; where there are too few cases there is none. */
export const percent = (ratio: Ratio | undefined): string =>
  ratio?.value === undefined ? '—' : `${Math.round(ratio.value * 100)}%`;

const nameOf = (row: StatsRow, t: StatsTexts): string => (row.others ? t.others(row.others) : row.name);

/** Departments or areas, in the order the board has set, never ranked by us. */
export function table(
  caption: string,
  rows: readonly StatsRow[],
  { order }: Stats,
  t: StatsTexts,
  texts: Texts,
): TemplateResult | typeof nothing {
  if (!rows.length) return nothing;
  const { columns } = t;
  return html`<div class="wide" tabindex="0" role="region" aria-label=${caption}>
    <table>
      <caption>
        <strong>${caption}</strong>
        <span class="muted">${t.order[order]}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">${columns.name}</th>
          <th scope="col">${columns.handedOver}</th>
          <th scope="col">${columns.answered}</th>
          <th scope="col">${columns.reply}</th>
          <th scope="col">${columns.median}</th>
          <th scope="col">${columns.satisfaction}</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              <th scope="row">${nameOf(row, t)}</th>
              <td>${row.handedOver}</td>
              <td>${row.answered}</td>
              <td>${percent(row.reply)}</td>
              <td>${row.medianMinutes === undefined ? '—' : duration(row.medianMinutes * 60_000, texts)}</td>
              <td>${percent(row.satisfaction)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A field of CSV (RFC 4180). What a spreadsheet would take for a formula is kept as text. */
const field = (value: string | number): string => {
  const text = /^[=+\-@\t\r]/.test(String(value)) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
};

/** The tables for a spreadsheet: numerators and denominators, so that everybody can work the rates out. */
export function csvOf({ departments, areas }: Stats, t: StatsTexts): string {
  const { columns } = t;
  const head = [
    columns.name,
    columns.handedOver,
    columns.answered,
    columns.reply,
    columns.median,
    columns.satisfaction,
    columns.rated,
  ];
  const lines = [...departments, ...areas].map((row) => [
    nameOf(row, t),
    row.handedOver,
    row.answered,
    percent(row.reply),
    row.medianMinutes ?? '',
    percent(row.satisfaction),
    row.satisfaction?.denominator ?? '',
  ]);
  // The mark in front tells spreadsheets that it is UTF-8.
  return `\ufeff${[head, ...lines].map((line) => line.map(field).join(',')).join('\r\n')}\r\n`;
}
