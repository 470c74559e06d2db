import { additionTo } from './additions.js';
import type { Device } from './device.js';
import type { Ledger } from './ledger.js';
import { freshEntry, freshStored } from './record.js';
import type { OtherHalf } from './writing.js';

/** Puts a text under its own name: as an addition, when the old key's text has arrived. Once, whoever does it. */
export const forkIn =
  ({ records, names, storage, photoNames, change }: Ledger, device: Device): OtherHalf['fork'] =>
  async (from, form, { content, summary, name }, writer) => {
    const old = records.get(from);
    const { form: was = form, receipt, photos = [] } = old?.entry || {};
    const found = old ? await storage.get(photoNames(old)) : [];
    const raw: Record<string, unknown> = {};
    const copied = photos.filter(({ sha256 }, i) => (raw[names.photo(name, sha256)] = found[i]));
    const entry = {
      ...freshEntry(name, receipt ? additionTo(receipt.id) : was, device.now()),
      content,
      summary,
      photos: copied,
    };
    const stored = { ...freshStored(entry, writer), edition: name };
    await change(name, (there) => (there ? {} : { put: [stored], raw }));
  };
