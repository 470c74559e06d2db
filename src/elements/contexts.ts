import { createContext } from '@lit/context';
import type { HelpBoardAdapter } from '../adapters/contract.js';
import type { Outbox } from '../drafts/types.js';
import type { Prefill as Filled } from '../model/prefill.js';
import type { Texts, ViewTexts } from '../locales/texts.js';
import type { BoardStore } from '../store/board-store.js';
import type { HelpBoardEvent } from './events.js';

/** The views a board can show. */
export type View = 'feed' | 'compose' | 'request' | 'mine' | 'stats' | 'guide';

/** Where to go inside the board. */
export interface Target {
  view: View;
  /** With `request`: its id. */
  request?: string;
  /** With `compose`: of a form that somebody else has filled in. */
  code?: string;
}

/** What the host page's developer knows about the logged-in user. Tokens are fetched when needed, never stored. */
export interface HostUser {
  name?: string;
  phone?: string;
  getToken?: () => Promise<string | undefined> | string | undefined;
}

/** Values to start a form with, for links from 12345 operators, reporters or the host's own buttons. */
export interface Prefill extends Filled {
  /** Of a form that a 12345 operator or a reporter has filled in: all else is read from the backend. */
  code?: string;
}

/** How small photos are made on the device. */
export interface PhotoSize {
  /** Longest side in pixels. */
  side: number;
  /** Of the JPEG, 0 to 1. */
  quality: number;
}

/** The board as its views see it: where they go, what they tell the page, what the page told us. */
export interface BoardHost {
  /** Names this board and its backend in what lies on the device. */
  readonly scope: string;
  go(target: Target): void;
  /** Dispatches on the element itself; false when the page prevented it. */
  emit(event: HelpBoardEvent): boolean;
  readonly user: HostUser;
  /** Channel label for attribution. */
  readonly source: string;
  readonly photoSize: PhotoSize;
  /** Whether the page leaves a part out: `no-comments`, `no-me-too`. */
  leftOut(part: 'comments' | 'me-too'): boolean;
  /** Where anybody can read a request; undefined where it has no address of its own. */
  linkTo(id: string): string | undefined;
  /** Asks, then takes everything of this board's off the device; false when the person kept it. */
  clearDevice(): Promise<boolean>;
  /** Given to `compose()`; handed over once. */
  takePrefill(): Prefill | undefined;
}

export const adapterContext = createContext<HelpBoardAdapter>(Symbol.for('help-board/adapter'));
export const storeContext = createContext<BoardStore>(Symbol.for('help-board/store'));
/** Loads the outbox on first use: at idle, or at the first sign that somebody will type. */
export const outboxContext = createContext<() => Promise<Outbox>>(Symbol.for('help-board/outbox'));
export const textsContext = createContext<Texts>(Symbol.for('help-board/texts'));
/** Texts of the views that load later, come with them. */
export const viewTextsContext = createContext<ViewTexts>(Symbol.for('help-board/view-texts'));
export const hostContext = createContext<BoardHost>(Symbol.for('help-board/host'));
