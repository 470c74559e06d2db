import { createOutbox } from '../drafts/index.js';
import { sendWith } from '../drafts/send.js';
import type { Outbox } from '../drafts/types.js';
import type { Session } from './session.js';

interface Shared {
  outbox: Outbox;
  users: Set<object>;
}

const shared = new WeakMap<Session, Shared>();

/** The one outbox of a session: opened by the first user who asks for it. */
export function outboxOf(session: Session, user: object): Outbox {
  let known = shared.get(session);
  if (!known) {
    const { adapter, scope, background } = session;
    const outbox: Outbox = createOutbox({
      scope,
      send: sendWith(adapter, () => outbox.entries()),
      dedupe: adapter.capabilities.dedupe,
      background,
    });
    known = { outbox, users: new Set() };
    shared.set(session, known);
    void adapter.prepare?.();
  }
  known.users.add(user);
  return known.outbox;
}

/** Closed when the last user has left: no lock, listener or timer stays on the page. */
export function leaveOutbox(session: Session, user: object): void {
  const known = shared.get(session);
  if (!known?.users.delete(user) || known.users.size) return;
  known.outbox.close();
  shared.delete(session);
}
