import { html, nothing, type TemplateResult } from 'lit';
import { isEnglish } from '../../locales/is-english.js';
import type { ViewTexts } from '../../locales/texts.js';
import type { View } from '../contexts.js';
import { isOther } from '../parts/languages.js';

/** The views whose code comes after the first screen. */
export type Later = Exclude<View, 'feed'>;

const CODE: Record<Later, () => Promise<unknown>> = {
  compose: () => import('./compose/index.js'),
  mine: () => import('./mine/index.js'),
  guide: () => import('./guide/index.js'),
  request: () => import('./request/index.js'),
  stats: () => import('./stats/index.js'),
};
export const LATER = Object.keys(CODE) as Later[];

/** The words of all views, once for a language. Rejects when they cannot be had. */
export const loadWords = async (lang: string): Promise<ViewTexts> =>
  isEnglish(lang)
    ? (await import('../../locales/en-views.js')).enViews
    : isOther(lang)
      ? (await import('../../locales/zh-hant-views.js')).zhHantViews
      : (await import('../../locales/zh-hans-views.js')).zhHansViews;

/** A view, once its code is here. */
export function viewElement(view: View, request: string): TemplateResult | typeof nothing {
  switch (view) {
    case 'compose':
      return html`<help-board-compose></help-board-compose>`;
    case 'mine':
      return html`<help-board-mine></help-board-mine>`;
    case 'request':
      return html`<help-board-request .requestId=${request}></help-board-request>`;
    case 'guide':
      return html`<help-board-guide></help-board-guide>`;
    case 'stats':
      return html`<help-board-stats></help-board-stats>`;
    default:
      return nothing;
  }
}

/** The code of the views: what is here, and what could not be fetched. */
export class ViewCode {
  private states = new Map<View, 'loading' | 'ready' | 'failed'>([['feed', 'ready']]);

  constructor(private changed: () => void) {}

  of(view: View): 'loading' | 'ready' | 'failed' | undefined {
    return this.states.get(view);
  }

  set(view: View, state: 'ready' | 'failed'): void {
    this.states.set(view, state);
    this.changed();
  }

  /** Fetches it, with what else it cannot open without; after a failure again. */
  async load(view: Later, besides: () => Promise<unknown>): Promise<void> {
    const state = this.of(view);
    if (state && state !== 'failed') return;
    this.states.set(view, 'loading');
    try {
      await Promise.all([besides(), CODE[view]()]);
      this.set(view, 'ready');
    } catch {
      this.set(view, 'failed');
    }
  }
}
