/** English, or Chinese in traditional characters: their texts do not come with the first screen. */
export const isOther = (lang: string): boolean => /^(en|zh-(hant|tw|hk|mo))\b/i.test(lang);

/** The language of an element: its own `lang`, else that of the nearest ancestor, else Chinese. */
export function languageOf(element: HTMLElement): string {
  return element.closest('[lang]:not([lang=""])')?.getAttribute('lang') || 'zh-Hans';
}
