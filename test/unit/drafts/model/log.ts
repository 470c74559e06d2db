import type { Entry } from '../../../../src/drafts/types.js';

/** A text: its words are numbers that only ever grow more, so that every one that was kept must be found in the end. */
export interface Text {
  tokens: number[];
}

/** What one press of "send" says. */
export interface Said extends Text {
  press: number;
  /** The backend refuses it for good. */
  bad?: boolean;
}

/** As it is sent: of requests and of additions the same. */
export interface Payload {
  body: string;
  attachments?: Array<{ sha256: string }>;
}

/** What the people were told, to be held against what has become of it. */
export class Log {
  private next = 0;
  /** Tokens whose save was reported as being on the disk → when. */
  readonly kept = new Map<number, number>();
  /** Photos likewise, by hash → when. */
  readonly photos = new Map<string, number>();
  readonly photoSizes = new Map<string, number>();
  readonly photoNumbers = new Map<string, number>();
  /** Presses of "send" that were reported as safely queued → the key. */
  readonly pressed = new Map<number, string>();
  /** Photos that went with a press of "send", each of them kept on the disk by then. */
  readonly sentWith = new Map<number, string[]>();
  /** Tokens and photos that were ever under a key. */
  readonly under = new Map<string, Set<number | string>>();
  /** What a person has thrown away, or let expire after a warning. */
  readonly gone = new Set<number | string>();
  /** Keys that a person has thrown away → the number of that moment. */
  readonly discarded = new Map<string, number>();
  /** Keys whose receipts were not to stay. */
  readonly forgotten = new Set<string>();
  /** The number of the moment at which a person took everything off the device. */
  clearedAt = 0;
  /** Drafts that a page has warned of: when that was, and when the device may delete them. */
  readonly warned = new Map<string, { at: number; expiresAt: number }>();
  /** How often a person has said "send it again", by key. */
  readonly again = new Map<string, number>();
  /** A write was refused, or said to be: what was in memory only died with its tab. */
  diskFailed = false;
  /** Calls of living tabs that have not been answered. */
  readonly pending = new Set<{ what: string; dead(): boolean }>();
  private readonly complaints: string[] = [];

  number() {
    return ++this.next;
  }

  put(key: string, things: Iterable<number | string>) {
    const known = this.under.get(key) ?? new Set();
    for (const thing of things) known.add(thing);
    this.under.set(key, known);
  }

  /** The draft that something numbered has gone into was thrown away after that. */
  isGone(key: string, number: number) {
    return Math.max(this.discarded.get(key) ?? 0, this.clearedAt) > number;
  }

  isCleared(photo: string) {
    return (this.photoNumbers.get(photo) ?? Infinity) < this.clearedAt;
  }

  give(key: string, entry?: Entry) {
    for (const thing of this.under.get(key) ?? []) this.gone.add(thing);
    for (const thing of tokensOf(entry?.content)) this.gone.add(thing);
    for (const thing of tokensOf(entry?.payload)) this.gone.add(thing);
    for (const { sha256 } of entry?.photos ?? []) this.gone.add(sha256);
  }

  /** A lie, or a loss, seen where an exception would go unheard. */
  note(complaint: string) {
    this.complaints.push(complaint);
  }

  complain() {
    if (this.complaints.length) throw new Error(this.complaints.join('\n'));
  }
}

export const said = ({ body }: Payload) => JSON.parse(body) as Said;

/** The words of what a form holds, or of what it has sent. */
export const tokensOf = (text: unknown): number[] => {
  const { tokens, body } = (text ?? {}) as Partial<Text & Payload>;
  return tokens ?? (body ? said({ body }).tokens : []);
};
