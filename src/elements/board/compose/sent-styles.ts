import { css } from 'lit';

/** What stands in the form's place after send was pressed. */
export const sentStyles = css`
  .sent {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75em;
  }
  .sign {
    display: grid;
    place-items: center;
    width: 2em;
    height: 2em;
    border-radius: 50%;
    font-size: 1.5em;
    font-weight: 700;
  }
  .sent .row .primary {
    flex: 1 1 10em;
  }
  .code {
    display: grid;
    justify-items: start;
    gap: 0.25em;
    padding: 0.875em 1em;
    border: 1px dashed var(--muted);
    border-radius: var(--radius);
    background: var(--soft);
  }
  code {
    font:
      700 1.5em/1.4 ui-monospace,
      SFMono-Regular,
      Consolas,
      monospace;
    letter-spacing: 0.06em;
    user-select: all;
  }
`;
