import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { HelpBoardAdapter } from '../../../adapters/contract.js';
import type { OwnReply, OwnRequest, Receipt } from '../../../model/index.js';
import type { Handled } from '../request/status.js';

/** Requests under way at once: a phone with a hundred receipts must not knock a hundred times. */
const AT_ONCE = 5;

/** What became of one's own request, as far as the backend tells. */
export type OwnKnown = Handled & { replies: OwnReply[] } & Partial<
    Pick<OwnRequest, 'publication' | 'body' | 'additions' | 'rating'>
  >;

export interface OwnState {
  status: 'loading' | 'ready' | 'error';
  /** As of the last answer; a failed refresh leaves it there. */
  known?: OwnKnown;
}

/** Reads what became of the requests behind this device's receipts, and keeps it while the view is open. */
export class OwnStates implements ReactiveController {
  private states = new Map<string, OwnState>();
  private waiting: { receipt: Receipt; asked: OwnState }[] = [];
  private running = 0;
  private ending = new AbortController();

  constructor(
    private view: ReactiveControllerHost,
    private adapter: () => HelpBoardAdapter | undefined,
  ) {
    view.addController(this);
  }

  hostConnected(): void {
    if (this.ending.signal.aborted) this.ending = new AbortController();
  }

  hostDisconnected(): void {
    this.ending.abort();
    this.waiting = [];
    this.states.clear();
  }

  /** As it stands; the first look starts reading it. Looking from the newest on reads them in this order. */
  of(receipt: Receipt): OwnState {
    const state = this.states.get(receipt.id);
    if (state) return state;
    this.read(receipt);
    return this.states.get(receipt.id)!;
  }

  /** As of the last answer, without asking. */
  known(id: string): OwnKnown | undefined {
    return this.states.get(id)?.known;
  }

  /** Reads anew; what is known stays on the screen meanwhile. */
  read(receipt: Receipt): void {
    const known = this.states.get(receipt.id)?.known;
    const asked: OwnState = { status: 'loading', known };
    this.states.set(receipt.id, asked);
    this.waiting.push({ receipt, asked });
    this.next();
  }

  /** Something is being read. */
  get busy(): boolean {
    return this.running > 0;
  }

  private next(): void {
    const { signal } = this.ending;
    while (this.running < AT_ONCE && this.waiting.length) {
      const { receipt, asked } = this.waiting.shift()!;
      this.running++;
      void this.ask(receipt, signal)
        .then(
          (known): OwnState => ({ status: 'ready', known }),
          (): OwnState => ({ status: 'error', known: this.states.get(receipt.id)?.known }),
        )
        .then((state) => {
          this.running--;
          // Asked again meanwhile, the answer to the later question counts: on a poor line it may come first.
          if (!signal.aborted && this.states.get(receipt.id) === asked) this.states.set(receipt.id, state);
          this.next();
          this.view.requestUpdate();
        });
    }
  }

  /** By the receipt's token; where a backend has no such thing, by its code. */
  private async ask({ id, token, trackingCode }: Receipt, signal: AbortSignal): Promise<OwnKnown> {
    const adapter = this.adapter()!;
    const { own, track } = adapter.capabilities;
    if (own && adapter.own && token) return adapter.own({ id, token }, { signal });
    if (track && adapter.track && trackingCode) return adapter.track(trackingCode, { signal });
    throw new Error('this backend cannot be asked');
  }
}
