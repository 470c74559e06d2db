import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { HelpBoardAdapter } from '../../../adapters/contract.js';
import type { Comment } from '../../../model/index.js';

/** Comments that were let through, page by page. What comes for a request that is not open any more is dropped. */
export class CommentList implements ReactiveController {
  items: readonly Comment[] = [];
  status: 'loading' | 'ready' | 'failed' = 'loading';
  /** There are more. */
  next?: string;
  private id = '';
  private calls?: AbortController;

  constructor(private view: ReactiveControllerHost) {
    view.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.calls?.abort();
  }

  /** Reads the first page of a request, or what follows. */
  async read(adapter: HelpBoardAdapter, id: string): Promise<void> {
    if (id !== this.id) Object.assign(this, { id, items: [], next: undefined });
    this.calls?.abort();
    const { signal } = (this.calls = new AbortController());
    this.status = 'loading';
    this.view.requestUpdate();
    try {
      const page = await adapter.comments!(id, { cursor: this.next, signal });
      if (signal.aborted) return;
      this.items = this.items.concat(page.items);
      this.next = page.next;
      this.status = 'ready';
    } catch {
      if (signal.aborted) return;
      this.status = 'failed';
    }
    this.view.requestUpdate();
  }
}
