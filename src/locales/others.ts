import { enHome } from './en-home.js';
import { en } from './en.js';
import { isEnglish } from './is-english.js';
import type { FirstTexts, HomeTexts } from './texts.js';
import { zhHantHome } from './zh-hant-home.js';
import { zhHant } from './zh-hant.js';

/** What the first screens say in a language that does not come with them. */
export const others = (lang: string): FirstTexts & { home: HomeTexts } =>
  isEnglish(lang) ? { ...en, home: enHome } : { ...zhHant, home: zhHantHome };
