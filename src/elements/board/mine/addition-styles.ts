import { css } from 'lit';

export const additionStyles = css`
  :host {
    display: block;
  }
  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75em;
    padding-top: 0.75em;
    border-top: 1px solid var(--line);
  }
  textarea {
    min-height: 6em;
  }
`;
