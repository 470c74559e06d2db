import type { HelpBoardAdapter } from '../adapters/contract.js';
import { HelpBoardError } from '../adapters/errors.js';
import type { Send } from '../drafts/types.js';
import type { Submission } from '../model/submission.js';

/** How an entry of the outbox reaches the backend: its photos first, each idempotent by its hash, then the text under the key. */
export function sendWith(adapter: HelpBoardAdapter): Send {
  return async (entry, { signal, photo }) => {
    // An addition posted as a request would be recorded twice: it is parked, and its text stays.
    if (entry.form !== 'request') throw new HelpBoardError('unsupported');
    const submission = entry.payload as Submission;
    const attachments: Submission['attachments'] = [];
    for (const attachment of submission.attachments) {
      const blob = await photo(attachment.sha256);
      // A photo that the device has lost is no reason to keep the words back.
      if (!blob || !adapter.upload) continue;
      await adapter.upload({ sha256: attachment.sha256, blob }, { key: entry.key, signal });
      attachments.push(attachment);
    }
    return adapter.submit({ ...submission, attachments }, { key: entry.key, signal });
  };
}
