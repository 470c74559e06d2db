import { css } from 'lit';

export const homeStyles = css`
  :host([off]) {
    display: none !important;
  }
  /* The room that a page has reserved is filled, whatever is in it. */
  .root {
    --ground: var(--accent);
    --on: var(--on-accent);
    /* No height in per cent: without a doctype that would be the window's. */
    min-height: inherit;
    padding: 1em;
    border: 1px solid var(--line);
    border-top: 4px solid var(--accent);
    border-radius: var(--radius);
  }
  .root > * + * {
    margin-top: 0.75em;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25em 0.75em;
  }
  .head a {
    color: inherit;
    text-decoration: none;
  }
  .lead {
    flex-basis: 100%;
  }
  .badge.amber {
    font-size: 0.875em;
    color: var(--amber);
  }
  /* Whom to ring takes the room of what is old. */
  .stale li:nth-child(n + 2),
  .stale .all {
    display: none;
  }
  .numbers .button {
    flex: 1 0 auto;
    padding: 0.3em 0.5em;
    color: var(--text);
  }
  li a {
    display: flex;
    align-items: center;
    gap: 0.5em;
    min-height: var(--target);
    border-top: 1px solid var(--line);
    color: var(--text);
    text-decoration: none;
  }
  li .text {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .ways .primary {
    flex: 1 1 10em;
    max-width: 24em;
  }
  .all {
    color: var(--accent);
  }
  .banner,
  .strip {
    border: 0;
    background: var(--ground);
  }
  /* A whole band in the dark's light accent would glare. */
  .dark {
    --ground: var(--blue-soft);
    --on: var(--text);
  }
  .emergency {
    --ground: #a3160f;
    --on: #fff;
  }
  .banner > *,
  .strip > *,
  .banner .figures b,
  .banner li a,
  .banner .muted {
    color: var(--on);
  }
  .banner li a {
    border-color: currentColor;
  }
  .banner .primary,
  .strip .primary {
    border-color: var(--on);
    background: var(--on);
    color: var(--ground);
  }
  .banner .all {
    border-color: currentColor;
    background: none;
    color: inherit;
  }
  .strip {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.25em 0.75em;
    padding: 0.5em 1em;
  }
  .strip > * {
    margin: 0 !important;
  }
  .strip .numbers {
    flex: 1 0 100%;
  }
  .strip .head {
    flex: 1 1 8em;
    min-width: 0;
  }
  .strip h2 {
    font-size: 1.125em;
  }
  .strip .lead:not(.amber),
  .strip .figures,
  .strip ul,
  .strip .all {
    display: none;
  }
  .strip .ways .primary {
    flex: none;
  }
  @media (hover: hover) {
    a:hover .text,
    h2 a:hover {
      text-decoration: underline;
    }
  }
  @container (min-width: 720px) {
    .banner .head {
      font-size: 1.25em;
    }
    .banner .ways .primary {
      flex: 0 1 16em;
    }
  }
  @media (forced-colors: active) {
    .root {
      border: 2px solid;
    }
  }
  @media print {
    .ways {
      display: none;
    }
  }
`;
