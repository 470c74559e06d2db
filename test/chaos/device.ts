import type { Page } from 'playwright-core';

/** All that lies on the phone for this page. */
export interface Device {
  /** Entries of the outbox that are still to be sent. */
  waiting: string[];
  /** Every record, and the last words, as one text to search in. */
  everything: string;
  /** Texts of drafts and of what needs the person. */
  unsent: { key: string; text: string; delivery: string }[];
}

/** Reads the outbox past the widget: what is on the disk, not what a page believes. */
export async function readDevice(page: Page): Promise<Device> {
  const { records, words } = await page.evaluate(async () => {
    const words = JSON.stringify(localStorage);
    // Opening it would make an empty one.
    if (!(await indexedDB.databases()).some(({ name }) => name === 'help-board'))
      return { records: [], words };
    const records = await new Promise<any[]>((resolve, reject) => {
      const opening = indexedDB.open('help-board');
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const { result: database } = opening;
        const reading = database.transaction('outbox').objectStore('outbox').getAll();
        reading.onerror = () => reject(reading.error);
        reading.onsuccess = () => {
          database.close();
          resolve(reading.result.filter((value) => value?.entry));
        };
      };
    });
    return { records, words };
  });
  const entries = records.map(({ entry }) => entry);
  const textOf = (entry: any): string => entry.content?.body ?? entry.payload?.body ?? '';
  return {
    waiting: entries.filter(isWaiting).map((entry) => `${entry.delivery} ${textOf(entry).slice(0, 40)}`),
    everything: JSON.stringify(records) + words,
    unsent: entries
      .filter(({ delivery }) => delivery !== 'sent')
      .map((entry) => ({ key: entry.key, text: textOf(entry), delivery: entry.delivery })),
  };
}

/** It goes by itself: queued, under way, or told to the person and still being tried. */
const isWaiting = ({ delivery, nextTryAt }: any): boolean =>
  delivery === 'queued' || delivery === 'sending' || (delivery === 'attention' && nextTryAt !== undefined);
