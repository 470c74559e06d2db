import { html } from 'lit';
import { previewCode } from '../parts/preview-link.js';
import { dateTime } from '../parts/time.js';
import type { HelpBoardHome } from './help-board-home.js';
import type { SlotSource } from './slot-source.js';

/** Shows what a preview link opens, says that nobody else sees it, and how long the link works. */
export async function showPreview(slot: HelpBoardHome, { preview }: SlotSource): Promise<void> {
  const code = previewCode(location.hash);
  if (!code || !preview) return;
  try {
    const { expiresAt, ...home } = await preview(code);
    slot.preview = home;
    slot.above = (texts) =>
      html`<p class="note blue" role="status">
        ${texts.home.preview(expiresAt ? dateTime(expiresAt, texts) : '')}
      </p>`;
  } catch (cause) {
    // Only what the backend says is gone is gone: a bad line is not the end of a link.
    const isGone = (cause as { code?: string }).code === 'not-found';
    slot.preview = undefined;
    slot.above = ({ home }) =>
      html`<p class="note amber" role="status">${isGone ? home.previewGone : home.previewLater}</p>`;
  }
}
