import { createOutbox } from '../drafts/index.js';
import type { Outbox } from '../drafts/types.js';
import type { HostUser } from './contexts.js';
import type { Session } from './session.js';

/** Whose page it is: somebody signed in to the host, or not; and how long it keeps drafts. */
interface User {
  readonly user: HostUser;
  readonly draftDays?: number;
}

interface Shared {
  outbox: Outbox;
  users: Set<User>;
}

const shared = new WeakMap<Session, Shared>();

const sendingCode = () => import('../drafts/sending.js');

/**
 * All that must be there so that what is typed can be sent. Firefox and Chromium 64 remember a failed `import()` until the
 * next page load: a form that opened without it would keep the text, promise to send it, and never do.
 */
export const codeToSend = ({ adapter }: Session): Promise<unknown> =>
  Promise.all([adapter.prepare?.(), sendingCode(), navigator.locks || import('../drafts/leases.js')]);

/** The one outbox of a session: opened by the first user who asks for it. */
export function outboxOf(session: Session, user: User): Outbox {
  let known = shared.get(session);
  if (!known) {
    const { adapter, scope, options } = session;
    const users = new Set<User>();
    const { backend, board } = options;
    // A worker speaks our own contract only, at an address that needs no page to be read, and has nobody to ask for a token.
    const background = () =>
      options.adapter === 'rest' &&
      /^(https?:)?\//.test(backend) &&
      ![...users].some(({ user }) => (user as HostUser | undefined)?.getToken)
        ? { backend, board }
        : undefined;
    const outbox: Outbox = createOutbox({
      scope,
      send: async (entry, how) => (await sendingCode()).sendWith(adapter, () => outbox.entries())(entry, how),
      dedupe: adapter.capabilities.dedupe,
      background,
      draftDays: user.draftDays,
    });
    known = { outbox, users };
    shared.set(session, known);
    codeToSend(session).catch(() => undefined);
  }
  known.users.add(user);
  return known.outbox;
}

/** Closed when the last user has left: no lock, listener or timer stays on the page. */
export function leaveOutbox(session: Session, user: User): void {
  const known = shared.get(session);
  if (!known?.users.delete(user) || known.users.size) return;
  known.outbox.close();
  shared.delete(session);
}
