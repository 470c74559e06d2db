import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { BoardStore } from '../../store/board-store.js';

/** Redraws its element whenever the store changed, whichever store it is given at the moment. */
export class StoreController implements ReactiveController {
  private watched?: BoardStore;
  private unsubscribe?: () => void;

  constructor(
    private host: ReactiveControllerHost & Node,
    private store: () => BoardStore | undefined,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    this.watch();
  }

  hostUpdate(): void {
    // An update that was under way comes after the element has left the page: the store would hold it for ever.
    if (this.host.isConnected && this.store() !== this.watched) this.watch();
  }

  hostDisconnected(): void {
    this.unsubscribe?.();
    this.watched = undefined;
  }

  private watch(): void {
    this.unsubscribe?.();
    this.watched = this.store();
    this.unsubscribe = this.watched?.subscribe(() => this.host.requestUpdate());
  }
}
