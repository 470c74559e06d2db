import { newKey } from '../../../drafts/new-key.js';
import { forgetItem } from '../../parts/forget-item.js';

const NAME = 'help-board-device';
let inMemory: string | undefined;

/** A random name of this device, so that a me-too counts once. It says nothing about the person, and is never used elsewhere. */
export function deviceId(): string {
  try {
    const known = localStorage.getItem(NAME) ?? inMemory ?? newKey();
    inMemory = known;
    localStorage.setItem(NAME, known);
  } catch {
    // Storage is refused in some WebViews and frames: then the name lives as long as the page.
  }
  return (inMemory ??= newKey());
}

/** The person has everything taken off this device. */
export function forgetDevice(): void {
  inMemory = undefined;
  forgetItem(NAME);
}
