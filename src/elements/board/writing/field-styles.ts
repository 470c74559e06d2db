import { css } from 'lit';

/** Labels, fields and photos of everything a person writes. */
export const fieldStyles = css`
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
`;
