import { css } from 'lit';

/** What all views share: buttons, chips, badges, notes. */
export const baseStyles = css`
  * {
    box-sizing: border-box;
  }
  h2,
  h3,
  p,
  ul {
    margin: 0;
    padding: 0;
  }
  h2 {
    font-size: 1.25em;
    line-height: 1.35;
  }
  h3 {
    font-size: 1em;
    line-height: 1.45;
  }
  ul {
    list-style: none;
  }
  button,
  .button {
    font: inherit;
    color: inherit;
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.4em;
    min-height: var(--target);
    min-width: var(--target);
    padding: 0.3em 1em;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--bg);
    text-decoration: none;
    cursor: pointer;
    touch-action: manipulation;
  }
  .primary {
    border-color: var(--accent);
    background: var(--accent);
    color: var(--on-accent);
    font-weight: 600;
  }
  button:disabled {
    opacity: 0.6;
    cursor: default;
  }
  :focus-visible {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .badge {
    display: inline-block;
    padding: 0 0.5em;
    border-radius: 4px;
    background: var(--soft);
    color: var(--muted);
    font-size: 0.8125em;
    line-height: 1.7;
  }
  .red {
    background: var(--red-soft);
    color: var(--red);
  }
  .green {
    background: var(--green-soft);
    color: var(--green);
  }
  .amber {
    background: var(--amber-soft);
    color: var(--amber);
  }
  .blue {
    background: var(--blue-soft);
    color: var(--accent);
  }
  .muted {
    color: var(--muted);
    font-size: 0.875em;
  }
  .text {
    white-space: pre-wrap;
    unicode-bidi: plaintext;
  }
  .note {
    padding: 0.75em 1em;
    border-radius: var(--radius);
    background: var(--soft);
  }
  .note > * + * {
    margin-top: 0.5em;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em;
  }
  .figures b {
    color: var(--text);
    font-size: 1.5em;
  }
  .hush {
    position: absolute;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  @media (forced-colors: active) {
    .badge,
    .note {
      border: 1px solid;
    }
  }
`;
