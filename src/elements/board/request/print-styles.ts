import { css } from 'lit';

/** On paper: what was asked and answered, in black on white, whatever the screen looks like. */
export const printStyles = css`
  @media print {
    :host {
      max-width: none;
      --bg: #fff;
      --soft: #fff;
      --text: #000;
      --muted: #333;
      --line: #888;
      color: #000;
    }
    .back,
    .vote,
    .sharing,
    .lightbox,
    article button:not(.photo) {
      display: none;
    }
    .badge,
    .note {
      border: 1px solid #888;
      background: none;
      color: #000;
    }
    .photos {
      grid-template-columns: repeat(3, minmax(0, 1fr));
    }
    li,
    .reply {
      break-inside: avoid;
    }
  }
`;
