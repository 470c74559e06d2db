import { css } from 'lit';

/** What is chosen: one of several, several of several, as chips or cards. */
export const choiceStyles = css`
  .option {
    display: flex;
    align-items: flex-start;
    gap: 0.625em;
    min-height: var(--target);
    padding: calc((var(--target) - 1.6em) / 2 - 1px) 0;
    cursor: pointer;
  }
  .option > input {
    flex: none;
    width: 1.375em;
    height: 1.375em;
    margin: 0.125em 0 0;
    accent-color: var(--accent);
  }
  .face {
    min-width: 0;
  }
  .face .muted {
    display: block;
  }
  .cards,
  .chips {
    display: grid;
    gap: 0.5em;
    margin-top: 0.5em;
  }
  .cards {
    grid-template-columns: minmax(0, 1fr);
  }
  .cards .option {
    padding-left: 0.75em;
    padding-right: 0.75em;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .cards .name {
    font-weight: 600;
  }
  .chips {
    grid-template-columns: repeat(auto-fill, minmax(5.9em, 1fr));
  }
  .chips .option {
    position: relative;
    display: block;
    padding: 0;
  }
  .chips input {
    position: absolute;
    opacity: 0;
    top: 0;
    left: 0;
    width: 100%;
    height: 100%;
    margin: 0;
    cursor: pointer;
  }
  .chips .face {
    display: flex;
    flex-direction: column;
    justify-content: center;
    height: 100%;
    min-height: var(--target);
    padding: 0.25em 0.5em;
    border: 1px solid var(--muted);
    border-radius: var(--radius);
    text-align: center;
    line-height: 1.35;
  }
  [aria-invalid='true'] > .chips .face {
    border-color: var(--red);
  }
  .chips .muted {
    display: none;
  }
  .chips input:checked + .face {
    border-color: var(--accent);
    background: var(--blue-soft);
    box-shadow: inset 0 0 0 1px var(--accent);
    color: var(--accent);
    font-weight: 700;
  }
  .chips input:checked + .face .name::before {
    content: '✓ ';
  }
  .chips input:focus + .face {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .chips input:focus:not(:focus-visible) + .face {
    outline: none;
  }
`;
