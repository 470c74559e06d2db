import type { HelpBoardAdapter } from '../adapters/contract.js';
import { HelpBoardError } from '../adapters/errors.js';
import { additionTo, receiptOf } from './additions.js';
import type { Entry, Send, SendOptions } from './types.js';
import type { Addition, Receipt, Submission } from '../model/submission.js';

/**
 * How an entry of the outbox reaches the backend: its photos first, each idempotent by its hash, then the text under its
 * key. A request is submitted; an addition is added to its request by the receipt that `entries` has of it.
 */
export function sendWith(adapter: HelpBoardAdapter, entries: () => readonly Entry[] = () => []): Send {
  return async (entry, options) => {
    const { form, payload } = entry;
    if (form === 'request') {
      const submission = payload as Submission;
      const attachments = await uploaded(adapter, submission.attachments, entry, options);
      return adapter.submit({ ...submission, attachments }, { key: entry.key, signal: options.signal });
    }
    // Posted as a request, an addition would be recorded twice: where it cannot be added it is parked, and its text stays.
    if (!adapter.capabilities.add || !adapter.add) throw new HelpBoardError('unsupported');
    const receipt = receiptOf(form.slice(additionTo('').length), entries());
    if (!receipt) throw new HelpBoardError('forbidden');
    return add(adapter, receipt, entry, options);
  };
}

/** Adds to the request that `receipt` opens; the answer has no receipt of its own, so it is the request's, under our key. */
async function add(
  adapter: HelpBoardAdapter,
  request: Receipt,
  entry: Entry,
  options: SendOptions,
): Promise<Receipt> {
  const { key } = entry;
  const { body, attachments: wanted = [] } = entry.payload as Addition;
  const attachments = await uploaded(adapter, wanted, entry, options);
  const receipt = { ...request, key };
  try {
    const addition = attachments.length ? { body, attachments } : { body };
    await adapter.add!(request, addition, { key, signal: options.signal });
    return receipt;
  } catch (error) {
    // An earlier wording under this key is there: the newer one stays here, to be added after it.
    if ((error as Partial<HelpBoardError>).code !== 'already-received') throw error;
    throw new HelpBoardError('already-received', { receipt });
  }
}

/** Uploads what the device still has. A photo that it has lost is no reason to keep the words back. */
async function uploaded(
  adapter: HelpBoardAdapter,
  wanted: Submission['attachments'],
  { key }: Entry,
  { signal, photo }: SendOptions,
): Promise<Submission['attachments']> {
  const there: Submission['attachments'] = [];
  for (const attachment of wanted) {
    const { sha256 } = attachment;
    const blob = await photo(sha256);
    if (!blob || !adapter.upload) continue;
    await adapter.upload({ sha256, blob }, { key, signal });
    there.push(attachment);
  }
  return there;
}
