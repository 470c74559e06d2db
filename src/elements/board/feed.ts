import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import { TABS, type ListQuery, type Tab } from '../../adapters/contract.js';
import type { BoardStore } from '../../store/board-store.js';
import type { Board, HelpRequest } from '../../model/index.js';
import { dateTime } from '../parts/time.js';
import { card, type CardContext } from './card.js';

/** Cards drawn and emptied together. Even, so that two columns meet. */
const BLOCK = 20;

export interface FeedContext extends CardContext {
  pick(tab: Tab): void;
  filter(category: string | undefined): void;
  /** More to filter by, drawn beside the search. */
  filters: unknown;
  find(words: string): void;
  /** What is marked in the cards. */
  marks: string;
  /** Which of so many blocks are too far from the window to be drawn. */
  far?(count: number): ReadonlySet<number>;
  /** What went wrong, drawn above the list. */
  trouble: unknown;
}

/** The lists everybody sees: three tabs, a category filter, pinned ones on top, more by scrolling or by button. */
export function feed(store: BoardStore, query: ListQuery, context: FeedContext): TemplateResult {
  const { texts } = context;
  const find = ({ target }: Event) => context.find((target as HTMLInputElement).value.trim());
  return html`
    <div class="tabs" role="tablist" aria-label=${texts.tabsLabel}>
      ${TABS.map(
        (tab) =>
          html`<button
            role="tab"
            aria-selected=${tab === query.sort}
            tabindex=${tab === query.sort ? 0 : -1}
            @click=${() => context.pick(tab)}
          >
            ${texts.tab[tab]}
          </button>`,
      )}
    </div>
    ${categories(store, query, context)}
    <div class="row find">
      <input
        class="button"
        type="search"
        maxlength="60"
        aria-label=${texts.search}
        placeholder=${texts.search}
        @change=${find}
        @search=${find}
      />
      ${context.filters}
    </div>
    <div role="tabpanel" aria-label=${texts.tab[query.sort]}>${list(store, query, context)}</div>
  `;
}

function categories(
  { state: { board } }: BoardStore,
  query: ListQuery,
  { texts, filter }: FeedContext,
): TemplateResult | typeof nothing {
  if (!board?.categories.length) return nothing;
  const chips = [{ code: undefined, name: texts.allCategories }, ...board.categories];
  const { counts } = board;
  return html`<div class="chips" role="group" aria-label=${texts.categoryFilter}>
    ${chips.map(
      ({ code, name }) =>
        html`<button aria-pressed=${code === query.category} @click=${() => filter(code)}>
          ${name} ${code && counts?.[code]}
        </button>`,
    )}
  </div>`;
}

function list(store: BoardStore, query: ListQuery, context: FeedContext): TemplateResult {
  const { texts, trouble } = context;
  const { status, items, pinned, next, error, old, at } = store.list(query);
  const all = pinned.concat(items);
  if (status === 'loading' && !all.length)
    return html`<p class="hush" role="status">${texts.loading}</p>
      <div class="ghost"></div>
      <div class="ghost"></div>
      <div class="ghost"></div>`;
  return html`
    ${trouble}
    ${
      old && status === 'loading'
        ? html`<p class="float"><span class="badge">${texts.asOf(dateTime(at!, texts))}</span></p>`
        : nothing
    }
    <div role="list">${blocks(all, context, store.state.board)}</div>
    ${
      all.length || error
        ? nothing
        : html`<div class="note">
            <p>
              <strong
                >${query.q || query.stage || query.region ? texts.noneFound : texts.empty[query.sort]}</strong
              >
            </p>
            <p>${texts.emptyNext}</p>
            <slot name="empty"></slot>
          </div>`
    }
    ${
      next
        ? html`<p class="foot">
            <button ?disabled=${status === 'more'} @click=${() => void store.more(query)}>
              ${status === 'more' ? texts.loading : texts.more}
            </button>
          </p>`
        : nothing
    }
  `;
}

/** One list to those who hear it; a block is drawn anew only when something in it changed, or the minute. */
function blocks(all: HelpRequest[], context: FeedContext, board?: Board): unknown {
  const { texts, now, marks } = context;
  const count = Math.ceil(all.length / BLOCK);
  const far = context.far?.(count);
  const minute = Math.floor(now / 60_000);
  return [...Array(count).keys()].map((at) => {
    const isFar = !!far?.has(at);
    const block = isFar ? [] : all.slice(at * BLOCK, (at + 1) * BLOCK);
    return html`<div class="list" ?data-far=${isFar}>
      ${guard([minute, texts, board, marks, ...block], () =>
        block.map((request) => card(request, context, board)),
      )}
    </div>`;
  });
}
