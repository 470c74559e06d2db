import { css } from 'lit';

export const guideStyles = css`
  :host {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1em;
    max-width: 46em;
    margin: 0 auto;
  }
  section,
  .items {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5em;
  }
  .item {
    padding: 0.75em 16px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .entry {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0.5em;
  }
  .entry > div {
    flex: 1 1 12em;
    min-width: 0;
  }
  h4 {
    margin: 0;
    font-size: 1em;
  }
  summary {
    min-height: var(--target);
    padding: 0.5em 0;
    font-weight: 600;
    cursor: pointer;
  }
  details.item {
    padding-top: 0;
    padding-bottom: 0;
  }
  details[open] {
    padding-bottom: 0.75em;
  }
  .phone {
    padding: 0.3em 0.5em;
    font-weight: 700;
  }
  .ghost {
    height: 9em;
    border-radius: var(--radius);
    background: var(--soft);
  }
`;
