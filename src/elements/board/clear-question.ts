import { html, nothing, type TemplateResult } from 'lit';
import type { HelpBoardClearDevice } from './clear-device/clear-device.js';
import type { HelpBoard } from './help-board.js';

/** Its code is there before it is needed: offline too. */
export const clearDeviceCode = () => import('./clear-device/index.js');

/** What has the focus, inside whatever shadow roots. */
function deepFocus(): HTMLElement | undefined {
  let found = document.activeElement;
  while (found?.shadowRoot?.activeElement) found = found.shadowRoot.activeElement;
  return (found as HTMLElement | null) ?? undefined;
}

/** Whether this device is to be cleared, asked in the board. One question at a time: the one before counts as no. */
export class ClearQuestion {
  private answer?: (cleared: boolean) => void;

  /** `cleared` is called the moment everything is gone: nobody has to press anything more. */
  constructor(
    private board: HelpBoard,
    private cleared: () => void,
  ) {}

  get isOpen(): boolean {
    return Boolean(this.answer);
  }

  async ask(): Promise<boolean> {
    const { board } = this;
    await clearDeviceCode();
    this.answer?.(false);
    const asker = deepFocus();
    const cleared = await new Promise<boolean>((resolve) => {
      this.answer = resolve;
      board.requestUpdate();
    });
    this.answer = undefined;
    board.requestUpdate();
    await board.updateComplete;
    asker?.focus();
    return cleared;
  }

  render(): TemplateResult | typeof nothing {
    const { answer } = this;
    return answer
      ? html`<help-board-clear-device
          @cleared=${this.cleared}
          @done=${({ target }: Event) => answer((target as HelpBoardClearDevice).cleared)}
        ></help-board-clear-device>`
      : nothing;
  }
}
