import type { FirstTexts } from '../../locales/texts.js';
import { zhHans } from '../../locales/zh-hans.js';

/** English, or Chinese in traditional characters: their texts do not come with the first screen. */
export const isOther = (lang: string): boolean => /^(en|zh-(hant|tw|hk|mo))\b/i.test(lang);

/** Texts of the first screen for the nearest language we have; simplified Chinese is there at once, others load. */
export async function loadTexts(lang: string): Promise<FirstTexts> {
  return isOther(lang) ? (await import('../../locales/others.js')).others(lang) : zhHans;
}

/** The language of an element: its own `lang`, else that of the nearest ancestor, else Chinese. */
export function languageOf(element: HTMLElement): string {
  return element.closest('[lang]:not([lang=""])')?.getAttribute('lang') || 'zh-Hans';
}
