import { forgetItem } from '../parts/forget-item.js';
import { toJson } from '../../model/json.js';

const nameOf = (scope: string): string => `help-board-home-waiting ${scope}`;

function read(scope: string): string[] {
  try {
    const keys: unknown = JSON.parse(localStorage.getItem(nameOf(scope)) ?? '[]');
    return Array.isArray(keys) ? keys.map(String) : [];
  } catch {
    return [];
  }
}

/**
 * Keys of what was posted on this device and is still to be sent: a home page without a board of its own fetches the board's
 * code to send it, and only then. A mark, nothing more: what was written lies in the outbox.
 */
export const waiting = {
  has: (scope: string): boolean => read(scope).length > 0,
  set(scope: string, keys: string[]): void {
    if (!keys.length) return forgetItem(nameOf(scope));
    try {
      localStorage.setItem(nameOf(scope), toJson(keys));
    } catch {
      // Then the next page with a board on it sends it.
    }
  },
};
