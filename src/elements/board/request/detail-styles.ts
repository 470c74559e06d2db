import { css } from 'lit';

/** One request in full; shared by the request view, one's own requests and tracking. */
export const detailStyles = css`
  :host {
    display: block;
    max-width: 46em;
    margin: 0 auto;
  }
  article {
    display: grid;
    gap: 0.75em;
  }
  /* A column is as wide as its place, whatever long word or wide field is in it. */
  article,
  section,
  .replies {
    grid-template-columns: minmax(0, 1fr);
  }
  h3.text {
    font-size: 1.25em;
  }
  .badge {
    white-space: normal;
  }
  /* One pair for both themes: 7.6:1, and no variable of the first load. */
  .violet {
    background: #6a3d9a;
    color: #fff;
  }
  .stage,
  .clock {
    font-weight: 700;
  }
  .ghost {
    height: 9em;
    margin-bottom: 0.75em;
    border-radius: var(--radius);
    background: var(--soft);
  }
  .error {
    margin-bottom: 0.75em;
  }
  .photos {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(8em, 1fr));
    gap: 0.5em;
  }
  .photos button {
    width: 100%;
    padding: 0;
    overflow: hidden;
    cursor: zoom-in;
  }
  .lightbox {
    position: fixed;
    top: 0;
    right: 0;
    bottom: 0;
    left: 0;
    z-index: 2147483647;
    display: grid;
    grid-template: minmax(0, 1fr) auto auto / minmax(0, 1fr);
    gap: 0.75em;
    width: 100%;
    max-width: none;
    height: 100%;
    max-height: none;
    margin: 0;
    padding: 1em;
    border: 0;
    background: #10151b;
    color: #fff;
    text-align: center;
  }
  .lightbox::backdrop {
    background: #10151b;
  }
  .lightbox img {
    height: 100%;
    object-fit: contain;
    background: none;
  }
  .lightbox .row {
    justify-content: center;
  }
  .lightbox button {
    border-color: #fff;
    background: #10151b;
  }
  .lightbox :focus-visible {
    outline-color: #fff;
  }
  .sharing img {
    max-width: 22em;
    border: 1px solid var(--line);
  }
  img {
    display: block;
    width: 100%;
    height: auto;
    background: var(--soft);
  }
  .vote [aria-pressed='true'] {
    border-color: var(--green);
    background: var(--green-soft);
    color: var(--green);
    font-weight: 700;
  }
  .vote [aria-pressed='true'] .muted {
    color: inherit;
  }
  [aria-busy='true'] {
    cursor: progress;
  }
  section {
    display: grid;
    gap: 0.5em;
    padding-top: 0.75em;
    border-top: 1px solid var(--line);
  }
  .head {
    font-weight: 700;
  }
  .count {
    color: var(--muted);
    font-weight: 400;
  }
  .replies {
    display: grid;
    gap: 0.625em;
  }
  .reply {
    padding: 0.625em 0.875em;
    border: 1px solid var(--line);
    border-left: 4px solid var(--muted);
    border-radius: var(--radius);
  }
  .reply.answer {
    border-left-color: var(--green);
    background: var(--soft);
  }
  .reply.question {
    border-left-color: var(--amber);
  }
  .reply .text {
    margin-top: 0.25em;
  }
  .who {
    font-weight: 700;
  }
  .reply time {
    margin-left: auto;
  }
  .timeline li {
    position: relative;
    padding: 0 0 0.875em 1.375em;
    color: var(--muted);
  }
  .timeline strong,
  .timeline .text {
    color: var(--text);
  }
  .timeline li::before {
    content: '';
    position: absolute;
    left: 0;
    top: 0.5em;
    width: 0.625em;
    height: 0.625em;
    border-radius: 50%;
    background: currentColor;
  }
  .timeline li::after {
    content: '';
    position: absolute;
    left: calc(0.3125em - 1px);
    top: 1.375em;
    bottom: -0.25em;
    border-left: 2px solid var(--line);
  }
  .timeline li:last-child {
    padding-bottom: 0;
  }
  .timeline li:last-child::after {
    content: none;
  }
  .timeline .dot-green::before {
    color: var(--green);
  }
  .timeline .dot-blue::before {
    color: var(--accent);
  }
  .timeline .dot-amber::before {
    color: var(--amber);
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
    cursor: pointer;
  }
  details .text {
    padding: 0 1em 0.75em;
  }
`;
