import { css } from 'lit';

export const homeStyles = css`
  .root {
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
  .lead {
    flex-basis: 100%;
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
  }
  .ways .button:not(.primary) {
    color: var(--accent);
  }
  @media (hover: hover) {
    li a:hover .text {
      text-decoration: underline;
    }
  }
`;
