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
`;
