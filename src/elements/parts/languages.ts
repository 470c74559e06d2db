import type { FirstTexts } from '../../locales/texts.js';
import { zhHans } from '../../locales/zh-hans.js';

export const isEnglish = (lang: string): boolean => /^en\b/i.test(lang);

/** Texts of the first screen for the nearest language we have; Chinese is there at once, others load. */
export async function loadTexts(lang: string): Promise<FirstTexts> {
  return isEnglish(lang) ? (await import('../../locales/en.js')).en : zhHans;
}

/** The language of an element: its own `lang`, else that of the nearest ancestor, else Chinese. */
export function languageOf(element: HTMLElement): string {
  return element.closest('[lang]:not([lang=""])')?.getAttribute('lang') || 'zh-Hans';
}
