import type { FastifyReply } from 'fastify';
import type { Boards } from '../storage/boards.js';

/** Streams at once; whoever comes after that asks for the version instead, which a cache answers. */
export const STREAMS_MAX = 2000;
/** Proxies cut a line on which nothing is said. */
const HEARTBEAT_MS = 25_000;
/** Changes that follow each other are told together. */
const TOGETHER_MS = 250;
/** A reader that takes nothing off the line for so long that this much waits is let go; its browser comes again. */
const WAITING_MAX = 64 * 1024;
/** After a lost line browsers come again within this time, and not all at the same moment. */
const AGAIN_MS = 10_000;

interface Stream {
  reply: FastifyReply;
  /** The version of what it follows, now. */
  version(): string;
  told: string;
}

/**
 * Lines held open to tell that something public has changed: only that, by its version. What it is, everybody then reads where
 * it can be cached. A version says all that was missed, so a line that was cut goes on wherever it comes back, at whichever
 * process.
 */
export class LiveStreams {
  readonly #streams = new Set<Stream>();
  readonly #limit: number;
  readonly #forget: () => void;
  readonly #heartbeat: NodeJS.Timeout;
  #telling: NodeJS.Timeout | undefined;

  constructor(boards: Boards, limit: number) {
    this.#limit = limit;
    this.#forget = boards.onChange(() => {
      this.#telling ??= setTimeout(() => this.#tell(), TOGETHER_MS).unref();
    });
    this.#heartbeat = setInterval(() => this.#say(() => ':\n\n'), HEARTBEAT_MS).unref();
  }

  get size(): number {
    return this.#streams.size;
  }

  get full(): boolean {
    return this.#streams.size >= this.#limit;
  }

  /** Holds a line open. `seen` is the last version its reader has heard of: what is the same is not told again. */
  open(reply: FastifyReply, version: () => string, seen: string | undefined): void {
    const { raw } = reply.hijack();
    const headers = reply.getHeaders();
    raw.writeHead(200, { ...(headers as Record<string, string>), 'content-type': 'text/event-stream' });
    const stream: Stream = { reply, version, told: seen ?? '' };
    this.#streams.add(stream);
    raw.on('close', () => this.#streams.delete(stream));
    raw.write(`retry: ${Math.round(AGAIN_MS * (0.5 + Math.random() / 2))}\n\n`);
    this.#write(stream, news(stream));
  }

  close(): void {
    this.#forget();
    clearInterval(this.#heartbeat);
    clearTimeout(this.#telling);
    for (const { reply } of this.#streams) reply.raw.end();
    this.#streams.clear();
  }

  #tell(): void {
    this.#telling = undefined;
    this.#say(news);
  }

  #say(words: (stream: Stream) => string | undefined): void {
    for (const stream of this.#streams) this.#write(stream, words(stream));
  }

  #write({ reply: { raw } }: Stream, words: string | undefined): void {
    if (!words) return;
    if (raw.writableLength > WAITING_MAX) raw.destroy();
    else raw.write(words);
  }
}

/** What a reader has not heard of yet. */
function news(stream: Stream): string | undefined {
  const version = stream.version();
  if (version === stream.told) return undefined;
  stream.told = version;
  return `id: ${version}\nevent: version\ndata: ${JSON.stringify({ version })}\n\n`;
}
