const MARK = 'help-board-sheet';

const isMarked = (): boolean => Boolean((history.state as Record<string, unknown> | null)?.[MARK]);

/**
 * One entry in the history for what lies over the page, so that a phone's back button closes that first. It has the page's
 * own address and keeps whatever state a router has there: a router that hears of it finds itself where it is.
 */
export class OneStepBack {
  private taken = false;

  constructor(private back: () => void) {}

  take(): void {
    const { state } = history;
    history.pushState({ ...(typeof state === 'object' ? state : {}), [MARK]: true }, '');
    this.taken = true;
    addEventListener('popstate', this.heard);
  }

  /** Closed by other means than the back button: the entry goes, with those that views have put on top of it. */
  giveBack(): void {
    if (!this.taken) return;
    this.taken = false;
    if (isMarked()) history.back();
    else this.end();
  }

  /** The page has moved on with the sheet open. */
  forget(): void {
    if (this.taken) this.end();
  }

  private end(): void {
    this.taken = false;
    removeEventListener('popstate', this.heard);
  }

  private heard = (): void => {
    if (isMarked()) {
      if (!this.taken) history.back();
      return;
    }
    const { taken } = this;
    this.end();
    if (taken) this.back();
  };
}
