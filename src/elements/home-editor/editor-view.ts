import type { LitElement } from 'lit';
import type { HelpBoardError } from '../../adapters/errors.js';
import type { EditorPage, EditorTexts } from '../../locales/editor-texts.js';
import type { FirstTexts } from '../../locales/texts.js';
import type { Asking } from '../parts/asking.js';
import type { Copying } from '../parts/copying.js';
import type { Editing } from './editing.js';

/** The editor as its parts see it. */
export interface EditorView extends LitElement {
  readonly editing: Editing;
  readonly texts: EditorTexts;
  /** Words and times that the slot itself uses. */
  readonly first: FirstTexts;
  readonly asking: Asking;
  readonly copying: Copying;
  /** Says something, to screen readers too. */
  say(text: string): void;
  /** Does something at the backend, then says that it is done; what fails is told. */
  run(work: () => Promise<unknown>, done?: string | (() => string)): Promise<boolean>;
  /** Whether what is written can work; says at each field what cannot, and goes to the first. */
  check(): boolean;
  show(page: EditorPage): void;
}

/** The words for an error; a code without words of its own is told as a failure. */
export function errorWords({ code }: Pick<HelpBoardError, 'code'>, { error, barred }: EditorTexts) {
  if (code === 'unauthorized') return barred['signed-out'];
  if (code === 'forbidden') return barred.forbidden;
  return (error as Partial<Record<string, (typeof error)['other']>>)[code] ?? error.other;
}
