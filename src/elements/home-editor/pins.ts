import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import type { ListQuery } from '../../adapters/contract.js';
import type { HelpRequest } from '../../model/request.js';
import { PINS_MAX } from '../../model/slot.js';
import { stageTone } from '../parts/badges.js';
import { ago } from '../parts/time.js';
import type { EditorView } from './editor-view.js';
import { fault } from './fields.js';

const OFFERED = 6;
const UNANSWERED = ['submitted', 'accepted', 'dispatched', 'in-progress'] as const;
type Source = 'hot' | 'waiting' | 'featured' | 'search';

/** A request in a few words; its id where it is not known, or not public. */
export const titleOf = (request: HelpRequest | null | undefined, id: string, most = 40): string =>
  request ? (request.title ?? request.publicBody.slice(0, most)) : id;

/** Which requests stand first, in which order: by drag, by arrow keys, by buttons; and what could be chosen. */
export class Pins implements ReactiveController {
  private source: Source = 'hot';
  private offered?: HelpRequest[];
  private failed = false;
  private words = '';
  private asked = 0;
  /** The id that is being dragged. */
  private dragged?: string;

  constructor(private view: EditorView) {
    view.addController(this);
  }

  hostConnected(): void {}

  private get ids(): readonly string[] {
    return this.view.editing.content.pins ?? [];
  }

  private title = (id: string): string => titleOf(this.view.editing.requests.get(id), id);

  private set(pins: string[]): void {
    this.view.editing.write({ pins });
  }

  /** Moves one to a place; the focus stays with what moved. */
  private move(id: string, to: number): void {
    const { view, ids } = this;
    const from = ids.indexOf(id);
    if (to < 0 || to >= ids.length || to === from) return;
    const rest = ids.filter((one) => one !== id);
    this.set([...rest.slice(0, to), id, ...rest.slice(to)]);
    view.say(view.texts.pins.moved(this.title(id), to + 1, ids.length));
  }

  private onKey(event: KeyboardEvent, id: string): void {
    const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (!step) return;
    event.preventDefault();
    this.move(id, this.ids.indexOf(id) + step);
    void this.focus(`[data-handle="${CSS.escape(id)}"]`);
  }

  private async focus(selector: string): Promise<void> {
    await this.view.updateComplete;
    this.view.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  private remove(id: string): void {
    const { view, ids } = this;
    const at = ids.indexOf(id);
    const title = this.title(id);
    this.set(ids.filter((one) => one !== id));
    view.say(view.texts.pins.removed(title));
    const next = this.ids[Math.min(at, this.ids.length - 1)];
    void this.focus(next ? `[data-handle="${CSS.escape(next)}"]` : '#pins');
  }

  private add(request: HelpRequest): void {
    const { view, ids } = this;
    if (ids.length >= PINS_MAX) return view.say(view.texts.pins.full(PINS_MAX));
    view.editing.requests.set(request.id, request);
    this.set([...ids, request.id]);
    view.say(view.texts.pins.added(this.title(request.id), ids.length + 1));
  }

  /** Pointer events rather than drag and drop: fingers have none of that. */
  private drag(event: PointerEvent, id: string): void {
    if (event.button) return;
    const handle = event.currentTarget as HTMLElement;
    handle.setPointerCapture(event.pointerId);
    this.dragged = id;
    const list = handle.closest('ol')!;
    const over = ({ clientY }: PointerEvent) => {
      const rows = [...list.children].map((row) => row.getBoundingClientRect());
      const to = rows.findIndex(({ bottom }) => clientY < bottom);
      this.move(id, to < 0 ? rows.length - 1 : to);
    };
    const end = () => {
      handle.removeEventListener('pointermove', over);
      this.dragged = undefined;
      this.view.requestUpdate();
    };
    handle.addEventListener('pointermove', over);
    handle.addEventListener('lostpointercapture', end, { once: true });
    this.view.requestUpdate();
  }

  private async offer(source: Source): Promise<void> {
    const asked = ++this.asked;
    this.source = source;
    this.offered = undefined;
    this.failed = false;
    this.view.requestUpdate();
    try {
      const offered = await this.find(source);
      if (asked === this.asked) this.offered = offered;
    } catch {
      if (asked === this.asked) this.failed = true;
    }
    this.view.requestUpdate();
    if (source === 'search' && this.offered) this.view.say(this.view.texts.pins.found(this.offered.length));
  }

  private async find(source: Source): Promise<HelpRequest[]> {
    const { adapter } = this.view.editing;
    const list = async (query: ListQuery) => {
      const { pinned, items } = await adapter.list(query);
      return pinned.concat(items);
    };
    if (source === 'search') return (await list({ sort: 'hot', q: this.words, limit: 10 })).slice(0, OFFERED);
    if (source !== 'waiting') return (await list({ sort: source, limit: 10 })).slice(0, OFFERED);
    // The lists have no order of waiting: the longest unanswered of each stage are sought out of what is newest and hottest.
    const found = await Promise.all(UNANSWERED.map((stage) => list({ sort: 'hot', stage, limit: 50 })));
    return found
      .flat()
      .filter(({ answeredAt }) => !answeredAt)
      .sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))
      .slice(0, OFFERED);
  }

  render(wrong: boolean): TemplateResult {
    const { view, ids } = this;
    const { pins, field, fault: faults } = view.texts;
    if (!this.asked) void this.offer('hot');
    return html`<section class="part" aria-labelledby="pins-title">
      <h3 id="pins-title">${field.pins}</h3>
      <p class="muted">${ids.length ? pins.hint(PINS_MAX) : pins.none}</p>
      <ol id="pins" tabindex="-1" class="pins">
        ${ids.map((id, at) => this.row(id, at))}
      </ol>
      ${fault('pins', wrong ? faults.pins.gone : undefined)}
      <h4 id="offers">${pins.suggestions}</h4>
      <p class="row" role="group" aria-labelledby="offers">
        ${(['hot', 'waiting', 'featured'] as const).map(
          (source) =>
            html`<button
              type="button"
              aria-pressed=${this.source === source ? 'true' : 'false'}
              @click=${() => this.offer(source)}
            >
              ${pins.from[source]}
            </button>`,
        )}
      </p>
      <form
        class="row"
        role="search"
        @submit=${(event: Event) => {
          event.preventDefault();
          if (this.words.trim()) void this.offer('search');
        }}
      >
        <label class="hush" for="sought">${pins.search}</label>
        <input
          id="sought"
          type="search"
          placeholder=${pins.search}
          .value=${this.words}
          @input=${({ target }: Event) => (this.words = (target as HTMLInputElement).value)}
        />
        <button>${pins.find}</button>
      </form>
      ${this.offers()}
    </section>`;
  }

  private row(id: string, at: number): TemplateResult {
    const { view, ids } = this;
    const { pins } = view.texts;
    const request = view.editing.requests.get(id);
    const title = this.title(id);
    return html`<li class=${this.dragged === id ? 'dragged' : ''}>
      <button
        type="button"
        class="handle"
        data-handle=${id}
        aria-label=${pins.move(at + 1, title)}
        @keydown=${(event: KeyboardEvent) => this.onKey(event, id)}
        @pointerdown=${(event: PointerEvent) => this.drag(event, id)}
      >
        <span aria-hidden="true">⠿</span>
      </button>
      <span class="grow">
        <span class="cut">${title}</span>
        ${
          request === null
            ? html`<span class="wrong">${pins.gone}</span>`
            : request
              ? html`<span class="badge ${stageTone(request.stage)}"
                  >${view.first.stage[request.stage]}</span
                >`
              : nothing
        }
      </span>
      <span class="tools">
        <button
          type="button"
          class="small"
          aria-label=${pins.up(title)}
          ?disabled=${at === 0}
          @click=${() => this.move(id, at - 1)}
        >
          <span aria-hidden="true">↑</span>
        </button>
        <button
          type="button"
          class="small"
          aria-label=${pins.down(title)}
          ?disabled=${at === ids.length - 1}
          @click=${() => this.move(id, at + 1)}
        >
          <span aria-hidden="true">↓</span>
        </button>
        <button type="button" class="small" aria-label=${pins.remove(title)} @click=${() => this.remove(id)}>
          <span aria-hidden="true">✕</span>
        </button>
      </span>
    </li>`;
  }

  private offers(): TemplateResult {
    const { view, offered, ids } = this;
    const { pins } = view.texts;
    if (this.failed)
      return html`<p class="wrong">
        ${pins.failed}
        <button type="button" @click=${() => this.offer(this.source)}>${view.texts.retry}</button>
      </p>`;
    if (!offered) return html`<p class="muted">${view.texts.loading}</p>`;
    if (!offered.length) return html`<p class="muted">${pins.nothing}</p>`;
    return html`<ul class="offers">
      ${offered.map((request) => {
        const title = titleOf(request, request.id);
        return html`<li>
          <span class="grow">
            <span class="cut">${title}</span>
            <span class="badge ${stageTone(request.stage)}">${view.first.stage[request.stage]}</span>
            <span class="muted">${ago(request.createdAt, Date.now(), view.first)}</span>
          </span>
          ${
            ids.includes(request.id)
              ? html`<span class="muted">${pins.there}</span>`
              : html`<button
                  type="button"
                  class="small"
                  aria-label=${pins.add(title)}
                  @click=${() => this.add(request)}
                >
                  <span aria-hidden="true">＋</span>
                </button>`
          }
        </li>`;
      })}
    </ul>`;
  }
}
