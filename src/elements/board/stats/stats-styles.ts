import { css } from 'lit';

export const statsStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1em;
  }
  [aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--blue-soft);
    color: var(--accent);
    font-weight: 600;
  }
  [aria-busy='true'] {
    opacity: 0.6;
  }
  [aria-busy] {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1em;
  }
  .totals {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(6em, 1fr));
    gap: 0.5em;
  }
  .totals div {
    padding: 0.5em 0.75em;
    border-radius: var(--radius);
    background: var(--soft);
  }
  .totals dt {
    color: var(--muted);
    font-size: 0.875em;
  }
  .totals dd {
    font-size: 1.5em;
    font-weight: 700;
  }
  summary {
    min-height: var(--target);
    align-content: center;
    cursor: pointer;
  }
  .bars li {
    display: grid;
    grid-template-columns: minmax(0, 9em) minmax(2em, 1fr) auto;
    align-items: center;
    gap: 0.5em;
  }
  .bars b {
    text-align: end;
  }
  progress {
    width: 100%;
    accent-color: var(--accent);
  }
  svg {
    width: 100%;
    height: 8em;
  }
  .received {
    fill: var(--accent);
    background: var(--accent);
  }
  .done {
    fill: var(--green);
    background: var(--green);
  }
  .key {
    width: 1em;
    height: 1em;
  }
  .wide {
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
    font-variant-numeric: tabular-nums;
  }
  caption {
    padding-bottom: 0.5em;
    text-align: start;
  }
  th,
  td {
    padding: 0.5em;
    border-bottom: 1px solid var(--line);
    text-align: end;
    white-space: nowrap;
  }
  th:first-child {
    text-align: start;
    white-space: normal;
    min-width: 6em;
  }
`;
