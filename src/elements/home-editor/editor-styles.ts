import { css } from 'lit';

export const editorStyles = css`
  .root {
    padding: 1em;
  }
  h3,
  h4 {
    margin: 0;
    font-size: 1em;
  }
  h4 {
    font-size: 0.9375em;
  }
  .root > * + *,
  .part > * + * {
    margin-top: 0.75em;
  }
  .part {
    padding: 1em;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    min-width: 0;
  }
  .part + .part,
  .columns > div > * + * {
    margin-top: 1em;
  }
  nav {
    display: flex;
    flex-wrap: wrap;
    gap: 0.25em;
    border-bottom: 1px solid var(--line);
  }
  nav button {
    border: 0;
    border-bottom: 3px solid transparent;
    border-radius: 0;
    background: none;
  }
  nav [aria-current] {
    border-bottom-color: var(--accent);
    color: var(--accent);
    font-weight: 600;
  }
  [aria-pressed='true']:not(.swatch) {
    border-color: var(--accent);
    background: var(--blue-soft);
    color: var(--accent);
    font-weight: 600;
  }
  .field label,
  legend {
    display: block;
    padding: 0;
    font-weight: 600;
  }
  fieldset {
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  input:not([type='radio']):not([type='color']),
  textarea,
  select {
    box-sizing: border-box;
    width: 100%;
    min-height: var(--target);
    padding: 0.4em 0.6em;
    border: 1px solid var(--muted);
    border-radius: var(--radius);
    background: var(--bg);
  }
  [aria-invalid='true'] {
    border-color: var(--red) !important;
    border-width: 2px !important;
  }
  .wrong {
    color: var(--red);
    font-weight: 600;
  }
  .choice {
    display: flex;
    align-items: center;
    gap: 0.5em;
    min-height: var(--target);
    font-weight: 400;
  }
  [type='radio'] {
    flex: none;
    width: 1.25em;
    height: 1.25em;
    margin: 0;
  }
  [role='search'] input {
    flex: 1 1 10em;
    width: auto;
  }
  ol,
  .cards,
  .offers {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .pins li,
  .offers li {
    display: flex;
    align-items: center;
    gap: 0.5em;
    border-top: 1px solid var(--line);
    background: var(--bg);
    min-width: 0;
  }
  .dragged {
    background: var(--blue-soft) !important;
    box-shadow: 0 2px 8px rgba(0, 0, 0, 0.25);
  }
  .handle {
    border: 0;
    background: none;
    padding: 0;
    cursor: grab;
    touch-action: none;
  }
  .grow {
    flex: 1;
    min-width: 0;
  }
  .cut {
    display: block;
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .tools {
    display: flex;
  }
  .small {
    flex: none;
    padding: 0;
    border-color: transparent;
    background: none;
    color: var(--accent);
  }
  .colour {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em;
  }
  .colour .name {
    flex: 1 0 100%;
    font-weight: 600;
  }
  .swatch,
  [type='color'] {
    width: var(--target);
    min-width: 0;
    height: var(--target);
    padding: 0;
    border: 2px solid var(--line);
    border-radius: var(--radius);
  }
  [type='color'] {
    background: var(--bg);
  }
  .swatch[aria-pressed='true'] {
    outline: 3px solid var(--accent);
    outline-offset: 2px;
  }
  .cards li {
    padding: 0.75em 0;
    border-top: 1px solid var(--line);
  }
  .cards li > * + * {
    margin-top: 0.25em;
  }
  .changes {
    padding-left: 1em;
    color: var(--muted);
    font-size: 0.875em;
  }
  .frame {
    overflow: hidden;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--soft);
  }
  iframe {
    display: block;
    border: 0;
    transform-origin: 0 0;
    color-scheme: light;
  }
  pre {
    overflow: auto;
    margin: 0;
    padding: 0.75em;
    border-radius: var(--radius);
    background: var(--soft);
    white-space: pre-wrap;
    font:
      0.875em/1.5 ui-monospace,
      Consolas,
      monospace;
  }
  .times {
    display: grid;
    gap: 1em;
  }
  .keep {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5em;
  }
  .columns {
    display: grid;
    gap: 1em;
    grid-template-columns: minmax(0, 1fr);
  }
  @container (min-width: 880px) {
    .columns {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      align-items: start;
    }
    .columns > .look {
      position: sticky;
      top: 0.5em;
    }
    .times {
      grid-template-columns: 1fr 1fr;
    }
  }
`;
