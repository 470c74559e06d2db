import { consume } from '@lit/context';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import type { Texts, ViewTexts } from '../../../locales/texts.js';
import type { Announcement, Board, DirectoryEntry, Explainer } from '../../../model/index.js';
import type { BoardStore } from '../../../store/board-store.js';
import { hostContext, storeContext, textsContext, viewTextsContext, type BoardHost } from '../../contexts.js';
import { bar } from '../../parts/bar.js';
import { baseStyles } from '../../parts/base-styles.js';
import { pinnedFirst } from '../../parts/pinned-first.js';
import { emergencyLinks, errorNote } from '../../parts/states.js';
import { StoreController } from '../../parts/store-controller.js';
import { dateTime } from '../../parts/time.js';
import { viewStyles } from '../../parts/view-styles.js';
import { guideStyles } from './guide-styles.js';

/** What somebody pasted may hold spaces and words: only what can be dialled is. */
const dialled = (phone: string): string => phone.replace(/[^+\d,;*#]/g, '');

/**
 * What helps without asking (服务指南): announcements, explainers, duty phones and service points. All of it comes with the
 * board, so that it is there offline too, from the copy that the device keeps.
 */
export class HelpBoardGuide extends LitElement {
  static override styles = [baseStyles, viewStyles, guideStyles];

  @consume({ context: storeContext, subscribe: true }) @state() private store?: BoardStore;
  @consume({ context: textsContext, subscribe: true }) @state() private texts?: Texts;
  @consume({ context: viewTextsContext, subscribe: true }) @state() private views?: ViewTexts;
  @consume({ context: hostContext }) private host!: BoardHost;

  constructor() {
    super();
    new StoreController(this, () => this.store);
  }

  protected override firstUpdated(): void {
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
  }

  protected override render(): TemplateResult | typeof nothing {
    const { store, texts, views } = this;
    if (!store || !texts || !views) return nothing;
    const { board, boardError } = store.state;
    return html`${bar(views.guide.title, texts, () => this.host.go({ view: 'feed' }))}
    ${emergencyLinks(texts)}
    ${
      boardError
        ? errorNote(boardError, texts, () => void store.load(), board ? views.guide.kept : '')
        : nothing
    }
    ${board ? this.contents(board, texts, views.guide) : boardError ? nothing : this.skeleton(texts)}`;
  }

  private skeleton({ loading }: Texts): TemplateResult {
    return html`<div class="ghost" role="status"><span class="hush">${loading}</span></div>`;
  }

  private contents(board: Board, texts: Texts, t: ViewTexts['guide']): TemplateResult {
    const { announcements, explainers, directory } = board;
    if (!announcements.length && !explainers.length && !directory.length)
      return html`<div class="note">
        <p><strong>${t.empty}</strong></p>
        <p>${texts.emptyNext}</p>
        <button class="primary" @click=${() => this.host.go({ view: 'compose' })}>${texts.ask}</button>
      </div>`;
    return html`${part(t.directory, byGroup(directory), ([group, entries]) => phones(group, entries, texts, t))}
    ${part(texts.announcements, pinnedFirst(announcements), (one) => announcement(one, texts))}
    ${part(t.explainers, pinnedFirst(explainers), explainer)}`;
  }
}

function part<T>(
  title: string,
  all: readonly T[],
  item: (one: T) => TemplateResult,
): TemplateResult | typeof nothing {
  return all.length
    ? html`<section>
        <h3>${title}</h3>
        ${all.map(item)}
      </section>`
    : nothing;
}

/** In the order in which the board names them; those without a group first. */
function byGroup(directory: readonly DirectoryEntry[]): [group: string, entries: DirectoryEntry[]][] {
  const groups = new Map<string, DirectoryEntry[]>([['', []]]);
  for (const entry of directory) {
    const { group = '' } = entry;
    groups.set(group, [...(groups.get(group) ?? []), entry]);
  }
  return [...groups].filter(([, entries]) => entries.length);
}

function phones(
  group: string,
  entries: readonly DirectoryEntry[],
  texts: Texts,
  t: ViewTexts['guide'],
): TemplateResult {
  return html`${group ? html`<p class="muted" role="heading" aria-level="4">${group}</p>` : nothing}
    <ul class="items">
      ${entries.map(
        ({ name, phone, address, hours }) =>
          html`<li class="item entry">
            <div>
              <p><strong>${name}</strong></p>
              ${hours ? html`<p class="muted">${t.hours} ${hours}</p>` : nothing}
              ${address ? html`<p class="muted">${t.address} ${address}</p>` : nothing}
            </div>
            ${
              phone
                ? html`<a
                    class="button phone"
                    href="tel:${dialled(phone)}"
                    aria-label="${texts.call(phone)} ${name}"
                    >${phone}</a
                  >`
                : nothing
            }
          </li>`,
      )}
    </ul>`;
}

function announcement({ title, body, at }: Announcement, texts: Texts): TemplateResult {
  return html`<div class="item">
    <h4 class="text" dir="auto">${title}</h4>
    <time class="muted" datetime=${at}>${dateTime(at, texts)}</time>
    ${body ? html`<p class="text" dir="auto">${body}</p>` : nothing}
  </div>`;
}

function explainer({ title, body }: Explainer): TemplateResult {
  return html`<details class="item">
    <summary>${title}</summary>
    <p class="text" dir="auto">${body}</p>
  </details>`;
}

declare global {
  interface HTMLElementTagNameMap {
    'help-board-guide': HelpBoardGuide;
  }
}
