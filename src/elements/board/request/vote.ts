import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import type { HelpBoardAdapter } from '../../../adapters/contract.js';
import { isClosed, stageAfter, type HelpRequest } from '../../../model/index.js';
import type { BoardStore } from '../../../store/board-store.js';
import { RequestStore } from '../../../store/request-store.js';
import type { BoardHost } from '../../contexts.js';
import { HelpBoardEvent } from '../../events.js';
import { deviceId } from './device.js';
import type { Words } from './status.js';

/** What a reader can say with one press: me too, and thanks for an answer. */
export type Vote = 'meToo' | 'thanks';

/** What was counted since the page was opened, for each board: `meToo …`, `thanks …`. */
const counted = new WeakMap<BoardStore, Set<string>>();

/** A button under a request that counts once. It looks pressed only once the backend has counted it. */
export class VoteButton implements ReactiveController {
  private busy?: string;
  private failed?: string;

  constructor(
    private view: ReactiveControllerHost,
    private vote: Vote,
    private around: () => { store: BoardStore; adapter: HelpBoardAdapter; host: BoardHost },
  ) {
    view.addController(this);
  }

  hostConnected(): void {}

  private async count(id: string): Promise<void> {
    const { vote } = this;
    const { store, adapter, host } = this.around();
    const done = counted.get(store) ?? new Set();
    if (this.busy || done.has(`${vote} ${id}`)) return;
    this.busy = id;
    this.failed = undefined;
    this.view.requestUpdate();
    try {
      const device = { device: deviceId() };
      const count = vote === 'meToo' ? await adapter.meToo!(id, device) : await adapter.thank!(id, device);
      counted.set(store, done.add(`${vote} ${id}`));
      RequestStore.of(store).setCount(id, vote, count);
      host.emit(new HelpBoardEvent(vote === 'meToo' ? 'me-too' : 'thank', { id, count }));
    } catch {
      this.failed = id;
    }
    this.busy = undefined;
    this.view.requestUpdate();
  }

  /** Whether this person can say it of this request, on this board. */
  private isOffered({ stage }: HelpRequest): boolean {
    const { store, adapter, host } = this.around();
    if (this.vote === 'thanks')
      return Boolean(adapter.capabilities.thank && adapter.thank && stageAfter(stage, 'thank'));
    if (!adapter.capabilities.meToo || !adapter.meToo || host.leftOut('me-too')) return false;
    return store.state.board?.features.meToo !== false && !isClosed(stage);
  }

  /** With `beside` it: what else can be done at this place. */
  render(
    request: HelpRequest,
    { texts, views }: Words,
    beside: unknown = nothing,
  ): TemplateResult | typeof nothing {
    const { vote, failed, busy } = this;
    if (!this.isOffered(request))
      return beside === nothing ? nothing : html`<div class="row">${beside}</div>`;
    const { id } = request;
    const done = counted.get(this.around().store)?.has(`${vote} ${id}`) ?? false;
    const t = views.request;
    const words =
      vote === 'meToo'
        ? { label: texts.meToo, done: texts.meTooDone, failed: t.meTooFailed }
        : { label: t.thank, done: t.thanked, failed: t.thankFailed };
    return html`<div class="row vote">
      <button aria-pressed=${done} aria-busy=${busy === id} @click=${() => this.count(id)}>
        ${words.label}${request[vote] ? html`<span class="muted">${texts.people(request[vote])}</span>` : nothing}
      </button>
      ${beside}
      <span role="status">${done ? words.done : failed === id ? words.failed : nothing}</span>
    </div>`;
  }
}
