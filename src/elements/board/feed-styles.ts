import { css } from 'lit';

export const feedStyles = css`
  .tabs {
    display: flex;
    border-bottom: 1px solid var(--line);
  }
  .tabs button {
    flex: 1;
    padding: 0;
    border: 0;
    border-bottom: 3px solid transparent;
    border-radius: 0;
    background: none;
    color: var(--muted);
  }
  .tabs [aria-selected='true'] {
    border-bottom-color: var(--accent);
    color: var(--accent);
    font-weight: 700;
  }
  .chips {
    display: flex;
    gap: 0.5em;
    margin: 0.75em -4px;
    padding: 4px;
    overflow-x: auto;
    scrollbar-width: none;
  }
  .chips button {
    flex: none;
    border-radius: 999px;
    white-space: nowrap;
  }
  .chips [aria-pressed='true'] {
    border-color: var(--accent);
    background: var(--blue-soft);
    color: var(--accent);
    font-weight: 600;
  }
  .find {
    margin-bottom: 0.75em;
  }
  .find > .note {
    flex: 1 0 100%;
  }
  [type='search'] {
    flex: 1 5em;
    cursor: text;
  }
  /* Over the list: what comes and goes must not move it. */
  .float {
    position: sticky;
    top: 0.5em;
    z-index: 1;
    height: 0;
    text-align: center;
  }
  .list {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75em;
  }
  .list + .list {
    margin-top: 0.75em;
  }
  /* Far from the window, and never seen: about as high as its cards. */
  .list[data-far] {
    height: 4000px;
  }
  .card {
    position: relative;
    padding: 0.875em 1em;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    content-visibility: auto;
    contain-intrinsic-size: auto 190px;
  }
  .known .card {
    content-visibility: visible;
  }
  .card > * + * {
    margin-top: 0.4em;
  }
  .stage {
    margin-left: auto;
  }
  .open {
    display: block;
    width: 100%;
    min-height: 0;
    padding: 0;
    border: 0;
    background: none;
    font-weight: 600;
    text-align: start;
  }
  .open::after {
    content: '';
    position: absolute;
    top: 0;
    right: 0;
    bottom: 0;
    left: 0;
    border-radius: var(--radius);
  }
  .open:focus-visible {
    outline: none;
  }
  .open:focus-visible::after {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .card:hover {
    border-color: var(--accent);
  }
  .open,
  .body,
  .reply {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 3;
  }
  .body,
  .reply {
    -webkit-line-clamp: 2;
  }
  .reply {
    padding-left: 0.75em;
    border-left: 3px solid var(--accent);
  }
  .who {
    color: var(--accent);
  }
  .clock {
    background: none;
    font-weight: 600;
  }
  .foot {
    padding: 1em 0;
    text-align: center;
  }
  .foot button {
    width: 100%;
    max-width: 24em;
  }
  .ghost {
    height: 8em;
    margin-bottom: 0.75em;
    border-radius: var(--radius);
    background: var(--soft);
  }
  @container (min-width: 760px) {
    .list {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
`;
