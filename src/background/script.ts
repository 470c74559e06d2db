// For workers that are no modules: `importScripts('https://help.example.cn/help-board-sw.js')`, and nothing else.
import { drainOutbox, SYNC_TAG } from './index.js';

interface SyncEvent extends Event {
  tag: string;
  waitUntil(until: Promise<unknown>): void;
}

addEventListener('sync', (event) => {
  const { tag, waitUntil } = event as SyncEvent;
  if (tag === SYNC_TAG) waitUntil.call(event, drainOutbox());
});
