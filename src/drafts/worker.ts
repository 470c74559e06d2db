/** Under which a page asks for Background Sync, and a worker is told of it. */
export const SYNC_TAG = 'help-board';

/** What TypeScript does not know: only Chromium has it. */
type Syncing = ServiceWorkerRegistration & { sync?: { register(tag: string): Promise<void> } };

export const worker = {
  /** Asks the page's service worker, where it has one, to send what waits, whether the page is still there or not. */
  async call(): Promise<void> {
    try {
      // None on plain http; a sandboxed frame may not even ask. One that does not control the page may never do so: then
      // `ready` would not be.
      const { serviceWorker } = navigator as Partial<Navigator>;
      if (!serviceWorker?.controller) return;
      const { sync }: Syncing = await serviceWorker.ready;
      await sync?.register(SYNC_TAG);
    } catch {
      // Not allowed: then it is the page that sends.
    }
  },
};
