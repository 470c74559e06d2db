import { css } from 'lit';

/** What the later views share besides `baseStyles`. */
export const viewStyles = css`
  ol,
  dl,
  dd {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  a {
    color: var(--accent);
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 0.25em;
    margin: -0.25em 0 0.5em -0.5em;
  }
  .back {
    flex: none;
    padding: 0.3em 0.5em;
  }
  .back span {
    font-size: 1.5em;
    line-height: 1;
  }
  /* It takes the focus to be read out, not to be used. */
  [tabindex='-1']:focus-visible {
    outline: none;
  }
  .plain {
    border-color: transparent;
    background: none;
    color: var(--accent);
  }
  .note.red,
  .note.amber,
  .note.green,
  .note.blue {
    border: 1px solid currentColor;
  }
  .danger {
    border-color: var(--red);
    background: var(--red);
    color: var(--bg);
    font-weight: 700;
  }
  .ask,
  .said:not(:empty),
  .row > textarea {
    flex: 1 0 100%;
  }
  .said {
    color: var(--green);
  }
`;
