import type { ReactiveController } from 'lit';
import { keyOf } from '../../store/board-store.js';
import type { HelpBoard } from './help-board.js';

/** Further than this from the window a block of the list stands empty. */
const NEAR = '2000px';
/** Of a long list that is drawn at once, so many blocks stand before it is known where the window is. */
const FIRST = 3;

/**
 * Bounds what a long list costs: a block of cards that is far from the window is emptied, and keeps its height, so that nothing
 * moves. The block that has the focus stays. Where the browser cannot tell what is near, all stay.
 */
export class FarBlocks implements ReactiveController {
  private list = '';
  private empty = new Set<number>();
  private observer?: IntersectionObserver;

  constructor(private board: HelpBoard) {
    board.addController(this);
  }

  /** Which blocks of the list on the screen, which has so many, are far. */
  of(count: number): ReadonlySet<number> {
    const list = keyOf(this.board.query);
    if (list === this.list || typeof IntersectionObserver !== 'function') return this.empty;
    // Another list in the same places: nothing is known of where they are, or how high.
    const first = !this.list;
    this.list = list;
    this.hostDisconnected();
    this.blocks().forEach((block) => this.fill(block));
    this.empty = new Set(first ? [] : [...Array(count).keys()].slice(FIRST));
    return this.empty;
  }

  hostConnected(): void {
    this.board.requestUpdate();
  }

  hostUpdated(): void {
    if (typeof IntersectionObserver !== 'function') return;
    this.observer ??= new IntersectionObserver((entries) => this.moved(entries), { rootMargin: NEAR });
    for (const block of this.blocks()) this.observer.observe(block);
  }

  hostDisconnected(): void {
    this.observer?.disconnect();
    this.observer = undefined;
  }

  private blocks(): HTMLElement[] {
    return [...this.board.renderRoot.querySelectorAll<HTMLElement>('.list')];
  }

  private fill(block: HTMLElement): void {
    block.style.removeProperty('height');
  }

  private moved(entries: IntersectionObserverEntry[]): void {
    const { activeElement } = this.board.shadowRoot!;
    const blocks = this.blocks();
    let changed = false;
    for (const { target, isIntersecting, boundingClientRect } of entries) {
      const block = target as HTMLElement;
      const at = blocks.indexOf(block);
      // Behind a request nothing has a size; the list comes back as it was.
      if (at < 0 || !boundingClientRect.width || isIntersecting !== this.empty.has(at)) continue;
      if (isIntersecting) {
        this.empty.delete(at);
        this.fill(block);
      } else {
        if (block.contains(activeElement)) continue;
        this.empty.add(at);
        block.style.setProperty('height', `${boundingClientRect.height}px`);
        // Drawn again it has its true height at once: `content-visibility` would guess.
        block.classList.add('known');
      }
      changed = true;
    }
    if (changed) this.board.requestUpdate();
  }
}
