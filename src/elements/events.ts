import type { Receipt, Submission } from '../model/submission.js';

/** Details of the events a board fires; each name is prefixed with `help-board-`. */
export interface EventDetails {
  /** The first page is on the screen. */
  ready: { board: string };
  /** The view changed. */
  navigate: { view: string; request?: string };
  /** What was typed is on the device. */
  'draft-saved': { key: string };
  /** Cancelable: somebody pressed send; nothing is queued yet. */
  submit: { submission: Submission };
  /** Safely on the device and on its way. */
  queued: { key: string };
  /** The backend has it. */
  sent: { receipt: Receipt };
  /** A try did not arrive; `final` when only the person can help. */
  'send-failed': { key: string; code: string; final: boolean };
  /** Something could not be loaded. */
  error: { code: string };
  /** A request was opened. */
  open: { id: string };
  'me-too': { id: string; count: number };
  /** Somebody gave thanks for an answer. */
  thank: { id: string; count: number };
  /** The requester said how it was handled. */
  rated: { id: string; solved: 'yes' | 'partly' | 'no' };
}
export type EventName = keyof EventDetails;

/** Does not bubble: the page listens on the element, and its own dialogs never see our events. */
export class HelpBoardEvent<N extends EventName = EventName> extends CustomEvent<EventDetails[N]> {
  constructor(name: N, detail: EventDetails[N]) {
    super(`help-board-${name}`, { detail, cancelable: name === 'submit' });
  }
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type
  interface HTMLElementEventMap extends HelpBoardEventMap {}
}

type HelpBoardEventMap = { [N in EventName as `help-board-${N}`]: HelpBoardEvent<N> };
