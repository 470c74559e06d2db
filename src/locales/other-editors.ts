import type { EditorTexts } from './editor-texts.js';
import { enEditor } from './en-editor.js';
import { isEnglish } from './is-english.js';
import { zhHantEditor } from './zh-hant-editor.js';

/** What the editor says in a language that does not come with it. */
export const otherEditors = (lang: string): EditorTexts => (isEnglish(lang) ? enEditor : zhHantEditor);
