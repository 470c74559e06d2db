import { css } from 'lit';

export const openedStyles = css`
  dialog {
    position: fixed;
    top: var(--top, 0);
    right: 0;
    bottom: auto;
    left: 0;
    box-sizing: border-box;
    width: 100%;
    max-width: none;
    height: var(--height, 100%);
    max-height: none;
    margin: 0;
    padding: 0;
    border: 0;
    background: none;
    /* It scrolls, always, and what is left over is not given on: the page behind stays where it is, and nothing of it is touched. */
    overflow-x: hidden;
    overflow-y: scroll;
    overscroll-behavior: contain;
  }
  dialog::backdrop {
    background: rgba(0, 0, 0, 0.55);
  }
  .root {
    padding: 0 env(safe-area-inset-right, 0) 0 env(safe-area-inset-left, 0);
    outline: none;
  }
  dialog .root {
    max-width: 800px;
    min-height: calc(100% + 1px);
    margin: 0 auto;
  }
  .top {
    position: sticky;
    top: 0;
    z-index: 2;
    display: flex;
    justify-content: flex-end;
    padding: calc(0.25em + env(safe-area-inset-top, 0px)) 0.5em 0.25em;
    border-bottom: 1px solid var(--line);
    background: var(--bg);
  }
  .place {
    margin-top: 0.75em;
  }
  .place .root {
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .place .top {
    border-radius: var(--radius) var(--radius) 0 0;
  }
`;
