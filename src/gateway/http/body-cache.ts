/** An answer ready to send; compressed when somebody first asks for that. */
export interface Body {
  raw: Buffer;
  gzip?: Buffer;
}

interface Entry {
  version: string;
  body: Body;
}

const sizeOf = ({ raw, gzip }: Body): number => raw.length + (gzip?.length ?? 0);

/**
 * Finished answers by board and query, for one version each: what is asked for again before the next public change costs
 * no database. Bounded in bytes; the one longest unused goes first.
 */
export class BodyCache {
  readonly #entries = new Map<string, Entry>();
  readonly #limit: number;
  #bytes = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get(key: string, version: string): Body | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (entry.version !== version) {
      this.#drop(key);
      return undefined;
    }
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.body;
  }

  set(key: string, version: string, body: Body): void {
    this.#drop(key);
    this.#entries.set(key, { version, body });
    this.#bytes += sizeOf(body);
    this.#shrink();
  }

  #shrink(): void {
    while (this.#bytes > this.#limit) this.#drop(this.#entries.keys().next().value!);
  }

  /** Adds the compressed form of a body that may still be here. */
  addGzip(key: string, body: Body, gzip: Buffer): void {
    body.gzip = gzip;
    if (this.#entries.get(key)?.body !== body) return;
    this.#bytes += gzip.length;
    this.#shrink();
  }

  #drop(key: string): void {
    const entry = this.#entries.get(key);
    if (!entry) return;
    this.#entries.delete(key);
    this.#bytes -= sizeOf(entry.body);
  }
}
