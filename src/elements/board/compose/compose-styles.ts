import { css } from 'lit';

export const composeStyles = css`
  :host {
    display: block;
    max-width: 46em;
    margin: 0 auto;
  }
  form,
  .note + .note,
  form + .note {
    margin-top: 0.75em;
  }
  form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.75em;
  }
  .pair {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.75em;
    margin-top: 0.5em;
  }
  .pair > .field + .field {
    margin-top: 0;
  }

  .chosen-hint {
    margin-top: 0.5em;
  }
  .checklist {
    margin-top: 0.5em;
    color: var(--text);
    border-color: var(--line) !important;
  }
  .checklist ul {
    padding-left: 1.25em;
    list-style: disc;
  }

  .suggested > * + * {
    margin-top: 0.5em;
  }
  .suggested summary,
  .suggested .inner {
    padding: 0.4em 0.75em;
    font-weight: 400;
    line-height: 1.5;
  }
  .suggested .inner {
    padding-top: 0;
  }
  .suggested .note {
    margin-top: 0.5em;
  }
  .guess {
    margin: 0.25em 0 0.5em;
  }
  .guess button {
    border-color: var(--accent);
    color: var(--accent);
  }
  .shown {
    padding: 0.75em 1em;
    border: 1px dashed var(--muted);
    border-radius: var(--radius);
  }
  .shown > * + * {
    margin-top: 0.5em;
  }
  mark {
    padding: 0 0.15em;
    border-radius: 4px;
    background: var(--amber-soft);
    color: var(--amber);
  }
  #f-location[aria-busy='true'] {
    cursor: progress;
  }
  .emergency,
  .problems {
    background: var(--red-soft);
  }
  .emergency {
    margin-top: 0.75em;
  }
  .numbers {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em;
    margin-top: 0.5em;
  }
  .call {
    flex: 1 1 5.5em;
    flex-direction: column;
    gap: 0;
    min-height: calc(var(--target) + 1em);
    padding: 0.3em 0.5em;
    line-height: 1.35;
    border-color: var(--red);
    background: var(--bg);
    color: var(--red);
    font-weight: 600;
  }
  .call b {
    font-size: 1.375em;
  }

  details {
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  summary {
    display: list-item;
    min-height: var(--target);
    padding: 0.5em 1em;
    line-height: calc(var(--target) - 1em);
    list-style-position: inside;
    font-weight: 600;
    cursor: pointer;
  }
  .folded {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 1.25em;
    padding: 0.25em 1em 1em;
  }
  .folded > * {
    margin-top: 0 !important;
  }
  .problems ul {
    padding-left: 1.25em;
    list-style: disc;
  }
  .problems li {
    padding: 0.25em 0;
  }
  .problems a {
    color: inherit;
  }
  .send {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.5em;
    margin: 0 -1em -1em;
    padding: 0.75em 1em;
    padding-bottom: calc(0.75em + env(safe-area-inset-bottom, 0px));
    border-top: 1px solid var(--line);
    border-radius: 0 0 var(--radius) var(--radius);
    background: var(--bg);
  }
  .send .primary {
    font-size: 1.125em;
    min-height: calc(var(--target) + 0.25em);
  }
  .send > p {
    text-align: center;
  }
  [aria-disabled='true'] {
    opacity: 0.6;
    cursor: progress;
  }

  /* On a phone the button stays at hand, unless the keyboard has taken the room. */
  @media (max-width: 700px) and (min-height: 480px) {
    .send {
      position: sticky;
      bottom: 0;
      z-index: 1;
    }
    .send > .primary + p {
      display: none;
    }
    input,
    select,
    textarea,
    summary,
    .emergency,
    a {
      scroll-margin-bottom: 9em;
    }
  }
  /* Large text on a narrow screen, counted in its own letters: the bar would cover half of what is written. */
  @container (max-width: 14em) {
    .send {
      position: static;
    }
  }

  @container (min-width: 560px) {
    .pair,
    .cards {
      grid-template-columns: repeat(auto-fit, minmax(11em, 1fr));
    }
    fieldset > .field {
      max-width: none;
    }
    .chips {
      grid-template-columns: repeat(auto-fill, minmax(9em, 1fr));
    }
    .chips .face {
      text-align: left;
      padding: 0.4em 0.75em;
    }
    .chips .muted {
      display: block;
      font-size: 0.8125em;
      font-weight: 400;
    }
    .chosen-hint {
      display: none;
    }
  }
`;
