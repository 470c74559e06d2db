import { html, nothing, type TemplateResult } from 'lit';
import type { ListQuery } from '../../adapters/contract.js';
import type { Texts, ViewTexts } from '../../locales/texts.js';
import { emergencyLinks, errorNote } from '../parts/states.js';
import type { Session } from '../session.js';
import { timeOf } from './delivery.js';

/** `Date` counts whole seconds and answers may come out of a cache: less than this is nothing to tell people about. */
const CLOCK_OFF_MS = 5 * 60_000;

/** Above the list: what failed and what to do, where to turn while the board is closed, whose clock counts. */
export function trouble(
  { store, adapter }: Session,
  query: ListQuery,
  texts: Texts,
  words: ViewTexts['trouble'],
): TemplateResult {
  const { board, boardError } = store.state;
  const { error, items, at } = store.list(query);
  const failed = boardError && !board ? boardError : (error ?? boardError);
  const offline = navigator.onLine === false && items.length > 0;
  const retry = () => {
    void store.refresh(query);
    if (boardError) void store.load();
  };
  const closed = board?.open === false;
  return html`
    ${
      offline
        ? html`<p class="note amber" role="status">
            ${words.offline} ${at ? words.asOf(timeOf(at, texts)) : ''}
          </p>`
        : failed
          ? errorNote(
              failed,
              texts,
              failed.retryable ? retry : undefined,
              items.length && at ? words.asOf(timeOf(at, texts)) : '',
            )
          : nothing
    }
    ${closed ? html`<p class="note amber">${words.closed}</p>` : nothing}
    ${closed || (failed && !items.length) ? emergencyLinks(texts) : nothing}
    ${
      !failed && !closed && Math.abs(adapter.clockOffset?.() ?? 0) > CLOCK_OFF_MS
        ? html`<p class="note amber">${words.clockOff}</p>`
        : nothing
    }
  `;
}
