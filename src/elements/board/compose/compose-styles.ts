import { css } from 'lit';

export const composeStyles = css`
  :host {
    display: block;
    max-width: 46em;
    margin: 0 auto;
  }
  .bar {
    display: flex;
    align-items: center;
    gap: 0.25em;
    margin: -0.25em 0 0.5em -0.5em;
  }
  .back {
    flex: none;
    padding: 0.3em 0.5em;
  }
  .back span {
    font-size: 1.5em;
    line-height: 1;
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
  fieldset {
    display: block;
    min-width: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  .label {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 0.5em;
    width: 100%;
    padding: 0;
    font-weight: 600;
  }
  legend.label,
  .first > .label {
    margin-bottom: 0.125em;
    font-size: 1.125em;
    font-weight: 700;
  }
  .label .muted,
  .must {
    font-size: 0.8em;
    font-weight: 400;
  }
  .must {
    color: var(--red);
  }
  .field + .field,
  .field + div,
  fieldset > div + div,
  .pair + .field {
    margin-top: 0.75em;
  }
  input:not([type='radio']):not([type='checkbox']):not([type='file']),
  select,
  textarea {
    display: block;
    width: 100%;
    min-height: var(--target);
    margin: 0.25em 0;
    padding: 0.5em 0.75em;
    border: 1px solid var(--muted);
    border-radius: var(--radius);
    background: var(--bg);
  }
  textarea {
    min-height: 8em;
    max-height: 70vh;
    line-height: 1.6;
    resize: vertical;
    field-sizing: content;
  }
  ::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  input:focus,
  select:focus,
  textarea:focus {
    outline: 3px solid var(--accent);
    outline-offset: 0;
    border-color: var(--accent);
  }
  [aria-invalid='true']:not(fieldset) {
    border-color: var(--red) !important;
    box-shadow: inset 0 0 0 1px var(--red);
  }
  .wrong {
    color: var(--red);
    font-size: 0.9375em;
  }
  .count:empty {
    display: none;
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
  .photos {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(8em, 1fr));
    gap: 0.75em;
    margin: 0.5em 0;
  }
  .photos:empty {
    display: none;
  }
  .photos img,
  .gap {
    display: block;
    width: 100%;
    height: 8em;
    border-radius: 6px;
    background: var(--soft);
    object-fit: cover;
  }
  .photos button {
    width: 100%;
    padding: 0.3em;
  }
  .add {
    position: relative;
    margin-top: 0.5em;
  }
  .add:focus-within {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
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
  .start-over {
    padding: 0 0.25em;
    text-decoration: underline;
  }
  .danger {
    border-color: var(--red);
    color: var(--red);
  }
  [aria-disabled='true'] {
    opacity: 0.6;
    cursor: progress;
  }

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
