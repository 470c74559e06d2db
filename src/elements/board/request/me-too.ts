import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import type { HelpBoardAdapter } from '../../../adapters/contract.js';
import { isClosed, type HelpRequest } from '../../../model/index.js';
import type { BoardStore } from '../../../store/board-store.js';
import { RequestStore } from '../../../store/request-store.js';
import type { BoardHost } from '../../contexts.js';
import { HelpBoardEvent } from '../../events.js';
import { deviceId } from './device.js';
import type { Words } from './status.js';

/** What was counted since the page was opened, for each board. */
const counted = new WeakMap<BoardStore, Set<string>>();

/** "Me too" under a request. It looks pressed only once the backend has counted it. */
export class MeToo implements ReactiveController {
  private busy?: string;
  private failed?: string;

  constructor(
    private view: ReactiveControllerHost,
    private around: () => { store: BoardStore; adapter: HelpBoardAdapter; host: BoardHost },
  ) {
    view.addController(this);
  }

  hostConnected(): void {}

  private async count(id: string): Promise<void> {
    const { store, adapter, host } = this.around();
    const done = counted.get(store) ?? new Set();
    if (this.busy || done.has(id)) return;
    this.busy = id;
    this.failed = undefined;
    this.view.requestUpdate();
    try {
      const count = await adapter.meToo!(id, { device: deviceId() });
      counted.set(store, done.add(id));
      RequestStore.of(store).setMeToo(id, count);
      host.emit(new HelpBoardEvent('me-too', { id, count }));
    } catch {
      this.failed = id;
    }
    this.busy = undefined;
    this.view.requestUpdate();
  }

  render({ id, stage, meToo }: HelpRequest, { texts, views }: Words): TemplateResult | typeof nothing {
    const { store, adapter } = this.around();
    if (!adapter.capabilities.meToo || !adapter.meToo) return nothing;
    if (store.state.board?.features.meToo === false || isClosed(stage)) return nothing;
    const done = counted.get(store)?.has(id) ?? false;
    return html`<div class="row me-too">
      <button aria-pressed=${done} aria-busy=${this.busy === id} @click=${() => this.count(id)}>
        ${texts.meToo}${meToo ? html`<span class="muted">${texts.people(meToo)}</span>` : nothing}
      </button>
      <span role="status">
        ${done ? texts.meTooDone : this.failed === id ? views.request.meTooFailed : nothing}
      </span>
    </div>`;
  }
}
