import type { TextSize } from '../../locales/texts.js';

const NAME = 'help-board-text-size';
const SIZES: readonly string[] = ['normal', 'large', 'x-large'];

/** What a person chose on this site before; undefined where nothing was chosen, or storage is refused. */
export function chosenSize(): TextSize | undefined {
  try {
    const size = localStorage.getItem(NAME) as TextSize;
    return SIZES.includes(size) ? size : undefined;
  } catch {
    return undefined;
  }
}

/** The size after this one, normal after the largest; from now on it is the person's choice. */
export function nextSize(size: string): TextSize {
  const next = SIZES[(SIZES.indexOf(size) + 1) % 3] as TextSize;
  try {
    localStorage.setItem(NAME, next);
  } catch {
    // Then it holds for this page.
  }
  return next;
}
