import { html } from 'lit';
import { ask } from '../../adapters/rest/ask.js';
import { boardSchema } from '../../model/board.js';
import { decode } from '../../model/decode.js';
import { requestPageSchema } from '../../model/request.js';
import { object } from '../../model/schema.js';
import { slotOfBoard } from '../../model/slot-of-board.js';
import { emergencyLinks } from '../parts/states.js';
import { dateTime } from '../parts/time.js';
import type { HelpBoardHome } from './help-board-home.js';

/** The backend did not answer: what is known is told with its time, and whom to ring comes with it, always. */
export async function sayTrouble(slot: HelpBoardHome): Promise<void> {
  slot.note = (texts) => ({
    said: html`<p class="badge lead amber" role="status">
      ${slot.view ? texts.home.asOf(dateTime(slot.at, texts)) : texts.home.offline}
    </p>`,
    numbers: emergencyLinks(texts.home),
  });
  const url = slot.getAttribute('snapshot');
  if (!slot.view && url) await readSnapshot(slot, url).catch(() => undefined);
}

/** Of the static copy of `GET …/snapshot` that a site keeps beside its pages. */
async function readSnapshot(slot: HelpBoardHome, url: string): Promise<void> {
  const { source } = slot;
  const { json, headers } = await ask(url);
  const found = decode(object({ board: boardSchema }, { latest: requestPageSchema }), json);
  if (!found || source !== slot.source || slot.view) return;
  const at = Date.parse(headers.get('last-modified') ?? headers.get('date') ?? '');
  slot.at = isNaN(at) ? Date.now() : at;
  slot.view = slotOfBoard(found.board, found.latest ?? { items: [], pinned: [] });
}
