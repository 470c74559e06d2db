import { html, type LitElement, type ReactiveController, type TemplateResult } from 'lit';
import type { ViewTexts } from '../../locales/texts.js';
import { onEscape } from './on-escape.js';

export interface Question {
  /** One of a kind in the view. */
  id: string;
  /** On the button, and on the one that confirms. */
  label: string;
  question: string;
  act(): void;
}

/** A button that asks first, in its own place: no dialog of the browser. Escape and "no" give the focus back. */
export class Asking implements ReactiveController {
  private asked?: string;

  constructor(private view: LitElement) {
    view.addController(this);
  }

  hostConnected(): void {}

  private show(asked: string | undefined, focus: (element: HTMLElement) => boolean): void {
    this.asked = asked;
    this.view.requestUpdate();
    void this.view.updateComplete.then(() => {
      const buttons = [...this.view.renderRoot.querySelectorAll<HTMLElement>('[data-ask]')];
      buttons.find(focus)?.focus();
    });
  }

  render({ id, label, question, act }: Question, views: Pick<ViewTexts, 'no'>): TemplateResult {
    if (this.asked !== id)
      return html`<button
        type="button"
        class="plain"
        data-ask=${id}
        @click=${() => this.show(id, ({ dataset }) => dataset.ask === 'no')}
      >
        ${label}
      </button>`;
    const cancel = () => this.show(undefined, ({ dataset }) => dataset.ask === id);
    const confirm = () => {
      this.asked = undefined;
      this.view.requestUpdate();
      act();
    };
    return html`<div class="note amber ask" role="group" aria-label=${question} @keydown=${onEscape(cancel)}>
      <p>${question}</p>
      <p class="row">
        <button type="button" class="danger" @click=${confirm}>${label}</button>
        <button type="button" data-ask="no" @click=${cancel}>${views.no}</button>
      </p>
    </div>`;
  }
}
