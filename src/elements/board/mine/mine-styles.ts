import { css } from 'lit';

/** Over the styles of a request in full. */
export const mineStyles = css`
  :host {
    display: grid;
    gap: 1em;
    width: 100%;
  }
  :host,
  .items,
  .item,
  .detail,
  form {
    grid-template-columns: minmax(0, 1fr);
  }
  h4 {
    margin: 0;
    font-size: 1em;
  }
  section {
    padding: 0;
    border: 0;
  }
  .item section {
    padding-top: 0.75em;
    border-top: 1px solid var(--line);
  }
  .bar {
    margin-bottom: 0;
  }
  .items {
    display: grid;
    gap: 0.75em;
  }
  .item {
    display: grid;
    gap: 0.5em;
    padding: 0.875em 1em;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .item h4 {
    display: -webkit-box;
    overflow: hidden;
    font-weight: 700;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 4;
  }
  .delivery {
    font-weight: 700;
  }
  .row > time:last-child {
    margin-left: auto;
  }
  .why {
    padding-left: 0.75em;
    border-left: 3px solid var(--amber);
  }
  .code {
    flex: 1 0 100%;
  }
  textarea,
  input {
    min-height: var(--target);
    min-width: 0;
    padding: 0.3em 0.75em;
    border: 1px solid var(--muted);
    border-radius: var(--radius);
    background: var(--bg);
  }
  form {
    display: grid;
    gap: 0.5em;
  }
  label {
    font-weight: 700;
  }
  input {
    flex: 1 1 10em;
    text-transform: uppercase;
  }
  .big {
    font-size: 1.25em;
    font-weight: 700;
    letter-spacing: 0.04em;
    user-select: all;
  }
  .detail {
    display: grid;
    gap: 0.75em;
  }
  .group {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
  }
`;
