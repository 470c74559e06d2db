import { css } from 'lit';

export const boardStyles = css`
  .root {
    display: flex;
    flex-direction: column;
    padding: 1em;
    border-radius: var(--radius);
  }
  .head {
    display: grid;
    gap: 0.5em;
    margin-bottom: 0.75em;
  }
  .size {
    margin-left: auto;
  }
  /* Below the list for the eye, before it for the keyboard: a list that goes on and on has no end to tab to. */
  .actions {
    order: 1;
    position: sticky;
    bottom: 0;
    z-index: 1;
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin: 0.75em -1em -1em;
    padding: 0.75em 1em;
    padding-bottom: calc(0.75em + env(safe-area-inset-bottom, 0px));
    border-top: 1px solid var(--line);
    border-radius: 0 0 var(--radius) var(--radius);
    background: var(--bg);
  }
  [name='footer']::slotted(*) {
    order: 1;
  }
  .actions .primary {
    flex: 1 1 auto;
    max-width: 20em;
    font-size: 1.125em;
  }
  summary {
    min-height: var(--target);
    align-content: center;
  }
`;
