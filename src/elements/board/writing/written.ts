import type { Outbox } from '../../../drafts/types.js';
import type { BoardHost } from '../../contexts.js';
import type { Place } from './place.js';

/** What every form holds, as typed; JSON, kept as the `content` of its entry. */
export interface Written {
  body: string;
  /** What is on the photos, by hash. */
  alts: Record<string, string>;
  /** Where the person was in the form. */
  at?: Place;
}

/** What a draft needs of the element that shows it. */
export interface DraftHost<T extends Written> {
  board(): BoardHost;
  /** The outbox's name for this kind of text. */
  form(): string;
  openOutbox(): Promise<Outbox>;
  /** A form as it was kept; an empty one of anything else. */
  read(content: unknown): T;
  /** Nothing in it that a person would miss. */
  isBlank(form: T): boolean;
  /** Fills in what the page knows, into a draft that has just been opened. */
  fill?(form: T): T;
  /** The person had this device cleared. */
  cleared?(): void;
}
