import type { FirstTexts } from '../../locales/texts.js';
import { zhHans } from '../../locales/zh-hans.js';
import { isOther } from './languages.js';

/** Texts of the first screen for the nearest language we have; simplified Chinese is there at once, others load. */
export async function loadTexts(lang: string): Promise<FirstTexts> {
  return isOther(lang) ? (await import('../../locales/others.js')).others(lang) : zhHans;
}
