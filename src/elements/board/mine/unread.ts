import type { Entry } from '../../../drafts/types.js';
import type { OwnStates } from './own-states.js';
import { wordings } from '../request/wordings.js';
import { seen } from './seen.js';

/** Replies that came since the person looked last, for as long as the view is open. */
export class Unread {
  /** How many had been seen when the view was opened. */
  private earlier = new Map<string, number>();

  constructor(
    private own: OwnStates,
    private scope: () => string,
  ) {}

  of(id: string): number {
    if (!this.earlier.has(id)) this.earlier.set(id, seen.replies(this.scope(), id));
    return Math.max(0, wordings(this.own.known(id)?.replies ?? []) - this.earlier.get(id)!);
  }

  /** What is on the screen has been seen. */
  saw(entries: readonly Entry[]): void {
    const ids = entries.flatMap(({ form, receipt }) => (form === 'request' && receipt ? [receipt.id] : []));
    for (const id of ids) {
      const known = this.own.known(id);
      if (known) seen.saw(this.scope(), id, wordings(known.replies), ids);
    }
  }
}
