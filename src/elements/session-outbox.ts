import { createOutbox } from '../drafts/index.js';
import type { Outbox } from '../drafts/types.js';
import { sendWith } from './send.js';
import type { Session } from './session.js';

const outboxes = new WeakMap<Session, Outbox>();

/** The one outbox of a session, opened by the first who asks, closed when the last element has left. */
export function outboxOf(session: Session): Outbox {
  let outbox = outboxes.get(session);
  if (!outbox) {
    const { adapter, scope } = session;
    outbox = createOutbox({ scope, send: sendWith(adapter) });
    outboxes.set(session, outbox);
    const opened = outbox;
    session.whenLeft(() => {
      opened.close();
      outboxes.delete(session);
    });
    void adapter.prepare?.();
  }
  return outbox;
}
