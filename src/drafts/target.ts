type Listener = EventListenerOrEventListenerObject;

/** An event target to extend: neither the first Chromium 64 nor Safari before 14 can construct their own. */
export class Target implements EventTarget {
  private readonly listeners = new Map<string, Set<Listener>>();

  addEventListener(type: string, listener: Listener | null): void {
    if (!listener) return;
    const known = this.listeners.get(type) || new Set();
    this.listeners.set(type, known.add(listener));
  }

  removeEventListener(type: string, listener: Listener | null): void {
    const known = this.listeners.get(type);
    if (known && listener) known.delete(listener);
  }

  /** A listener that throws does not keep the others from hearing it. */
  dispatchEvent(event: Event): boolean {
    Array.from(this.listeners.get(event.type) || []).forEach((listener) => {
      try {
        if (typeof listener === 'function') listener.call(this, event);
        else listener.handleEvent(event);
      } catch (error) {
        console.error('[help-board]', error);
      }
    });
    return !event.defaultPrevented;
  }
}
