import { forgetItem } from '../../parts/forget-item.js';
import { toJson } from '../../../model/json.js';

const name = (scope: string): string => `help-board-seen ${scope}`;

function read(scope: string): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name(scope)) ?? '{}');
    return typeof kept === 'object' && kept && !Array.isArray(kept) ? (kept as Record<string, unknown>) : {};
  } catch {
    // Refused or damaged: then every reply is new once more.
    return {};
  }
}

/** How many replies to their own requests somebody has had on the screen of this device. */
export const seen = {
  replies(scope: string, id: string): number {
    return Number(read(scope)[id]) || 0;
  },

  /** Keeps it for as long as the request is on this device: `ids` are those that are. */
  saw(scope: string, id: string, replies: number, ids: readonly string[]): void {
    const before = read(scope);
    if (before[id] === replies) return;
    const now = Object.fromEntries(Object.entries(before).filter(([one]) => ids.includes(one)));
    try {
      localStorage.setItem(name(scope), toJson({ ...now, [id]: replies }));
    } catch {
      // Full or refused.
    }
  },

  /** The person has everything taken off this device. */
  forget: (scope: string): void => forgetItem(name(scope)),
};
