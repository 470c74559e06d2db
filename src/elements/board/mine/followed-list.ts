import { html, nothing, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { HelpBoardAdapter } from '../../../adapters/contract.js';
import type { HelpRequest } from '../../../model/index.js';
import type { BoardHost } from '../../contexts.js';
import { followed } from '../request/followed.js';
import { wordings } from '../request/wordings.js';
import { statusBadges, type Words } from '../request/status.js';

/** Requests of others that the person follows, with what has come since they looked. */
export class FollowedList implements ReactiveController {
  private now = new Map<string, HelpRequest | 'gone'>();
  private asked = false;

  constructor(
    private view: LitElement,
    private around: () => { adapter?: HelpBoardAdapter; host: BoardHost },
  ) {
    view.addController(this);
  }

  hostConnected(): void {
    this.asked = false;
  }

  hostUpdated(): void {
    const { adapter, host } = this.around();
    if (this.asked || !adapter || !host) return;
    this.asked = true;
    for (const { id } of followed.of(host.scope))
      adapter.get(id).then(
        (request) => this.hear(id, request),
        ({ code }: { code?: string }) => code === 'not-found' && this.hear(id, 'gone'),
      );
  }

  private hear(id: string, request: HelpRequest | 'gone'): void {
    this.now.set(id, request);
    this.view.requestUpdate();
  }

  render(words: Words): TemplateResult | typeof nothing {
    const { host } = this.around();
    const all = followed.of(host.scope);
    const { mine } = words.views;
    if (!all.length) return nothing;
    const drop = (id: string) => {
      followed.drop(host.scope, id);
      this.view.requestUpdate();
      this.view.renderRoot.querySelector<HTMLElement>('h2')?.focus();
    };
    return html`<section>
      <div class="group">
        <h3>${mine.followed} <span class="count">${all.length}</span></h3>
      </div>
      <ul class="items">
        ${all.map(({ id, words: text, replies }) => {
          const request = this.now.get(id);
          const more = request && request !== 'gone' ? wordings(request.replies) - replies : 0;
          return html`<li class="item">
            <p class="row">
              ${request && request !== 'gone' ? statusBadges(request, words) : nothing}
              ${more > 0 ? html`<span class="badge red">${mine.newReplies(more)}</span>` : nothing}
            </p>
            <h4 class="text" dir="auto">${text}</h4>
            ${request === 'gone' ? html`<p class="muted">${mine.followedGone}</p>` : nothing}
            <div class="row">
              ${
                request === 'gone'
                  ? nothing
                  : html`<button class="primary" @click=${() => host.go({ view: 'request', request: id })}>
                      ${mine.open}
                    </button>`
              }
              <button class="plain" @click=${() => drop(id)}>${mine.unfollow}</button>
            </div>
          </li>`;
        })}
      </ul>
    </section>`;
  }
}
