import { queued } from './delivery.js';
import type { Device } from './device.js';
import type { Ledger } from './ledger.js';
import { hasMoved, isOvertaken, isWritable, sameText, typed, type Stored } from './record.js';
import { blank, type Session } from './session.js';
import type { OutboxOptions } from './types.js';
import type { OtherHalf, Writing } from './writing.js';

const GONE = ['queued', 'sending', 'sent'];

/** The person pressed send: what was typed until then is frozen, and in the queue. Twice is once. */
export const freezeIn =
  (
    ledger: Ledger,
    device: Device,
    { step }: Writing,
    {
      me,
      background,
      end,
    }: { me: string; background: OutboxOptions['background']; end(session: Session): void },
  ): OtherHalf['freeze'] =>
  async (session, payload, summary, atPress, how) => {
    const { known, sent } = session;
    const text = atPress && atPress.content !== known ? atPress : undefined;
    if (!text && sent !== undefined && sameText(payload, sent)) return;
    const latest = text || { content: known, summary, name: device.key() };
    const now = device.now();
    const way = background?.();
    await step(session, latest, () =>
      ledger.change<Stored | undefined>(
        session.key,
        (found) => {
          const stored = found || blank(session);
          const { edition } = stored;
          const other = !sameText(latest.content, stored.entry.content);
          if (GONE.indexOf(stored.entry.delivery) >= 0)
            return { result: text && other && edition !== text.name ? undefined : stored };
          // What another tab has changed since this one saw it is not to be sent with this one's text, or gone with it.
          const moved = edition !== session.base;
          if (found && (hasMoved(found, session.base, me) || ((other || moved) && !isWritable(stored, me))))
            return {};
          // Nor over what was typed after it.
          if (text && edition !== text.name && isOvertaken(text, me, stored)) return {};
          const next = queued(
            text ? typed(stored, me, { content: text.content }, text.name, now, text.nth) : stored,
            payload,
            summary,
            latest.name,
            now,
            how,
          );
          return { put: [{ ...next, background: way }], result: next };
        },
        { strict: true },
      ),
    );
    session.sent = payload;
    // Typed while the text before it was being frozen: it goes on as a draft of its own.
    if (!session.text || sameText(session.text.content, latest.content)) {
      session.text = undefined;
      end(session);
    }
  };
