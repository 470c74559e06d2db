import { css } from 'lit';

export const commentStyles = css`
  :host,
  form,
  .comments {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75em;
  }
  .head {
    font-weight: 700;
  }
  .comments li {
    padding-bottom: 0.625em;
    border-bottom: 1px solid var(--line);
  }
  .comments time {
    margin-left: auto;
  }
  textarea {
    min-height: 5em;
  }
  [aria-disabled='true'] {
    opacity: 0.6;
    cursor: progress;
  }
  @media print {
    form,
    button {
      display: none;
    }
  }
`;
