import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from 'lit';
import type { HelpBoardAdapter } from '../../../adapters/contract.js';
import type { HelpBoardError } from '../../../adapters/errors.js';
import type { ViewTexts } from '../../../locales/texts.js';
import type { Prefill } from '../../contexts.js';
import { dropCode } from '../hash-routing.js';

/** What the form does with what has come. */
export interface FormToFill {
  /** Something is in it that a person would miss. */
  readonly isTaken: boolean;
  /** Into the form that is open. */
  fill(prefill: Prefill): void;
  /** Into a fresh one; what was in the form stays on the device. */
  beginWith(prefill: Prefill): void;
}

/** A form that a 12345 operator or a reporter has filled in, opened by its code. Nothing is ever put over what is there. */
export class FilledIn implements ReactiveController {
  private state: 'none' | 'opening' | 'waiting' | 'gone' | 'unreachable' = 'none';
  private code = '';
  private found: Prefill = {};

  constructor(
    private view: ReactiveControllerHost,
    private adapter: () => HelpBoardAdapter | undefined,
    private form: FormToFill,
  ) {
    view.addController(this);
  }

  hostConnected(): void {}

  private turn(state: FilledIn['state']): void {
    this.state = state;
    this.view.requestUpdate();
  }

  async open(code: string): Promise<void> {
    this.code = code;
    this.turn('opening');
    const adapter = this.adapter();
    try {
      if (!adapter?.capabilities.prefill || !adapter.prefill) return this.done('gone');
      this.found = { ...(await adapter.prefill(code)), code };
      if (code !== this.code) return;
      if (this.form.isTaken) return this.turn('waiting');
      this.form.fill(this.found);
      this.done('none');
    } catch (error) {
      if (code !== this.code) return;
      // Without a network the address keeps its code: a reload tries again.
      if ((error as HelpBoardError).code === 'not-found') this.done('gone');
      else this.turn('unreachable');
    }
  }

  /** The code has done its work: going back or a reload must not fill the form in again. */
  private done(state: 'none' | 'gone'): void {
    dropCode(this.code);
    this.turn(state);
  }

  private take(): void {
    this.form.beginWith(this.found);
    this.done('none');
  }

  render({ filledIn: t }: ViewTexts, retry: string): TemplateResult | typeof nothing {
    const { state, found } = this;
    switch (state) {
      case 'none':
        return nothing;
      case 'waiting':
        return html`<div class="note amber" data-filled-in>
          <p role="status">${t.waiting(found.source?.channel)}</p>
          <p class="row">
            <button class="primary" @click=${() => this.take()}>${t.take}</button>
            <button @click=${() => this.done('none')}>${t.keepMine}</button>
          </p>
        </div>`;
      case 'unreachable':
        return html`<div class="note amber" data-filled-in>
          <p role="status">${t.unreachable}</p>
          <p class="row"><button @click=${() => void this.open(this.code)}>${retry}</button></p>
        </div>`;
      default:
        return html`<p class="note ${state === 'gone' ? 'amber' : ''}" role="status" data-filled-in>
          ${state === 'gone' ? t.gone : t.opening}
        </p>`;
    }
  }
}
