import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * What becomes of a request that writes: it never gets there; it gets there and the answer does not come back; half of the
 * answer comes back; the connection is reset; nothing more is heard for a while, then the line is dead.
 */
export const CUTS = ['lost', 'unanswered', 'half-answered', 'reset', 'stalled'] as const;
export type Cut = (typeof CUTS)[number];

/** A request that writes has come to the line, or the first bytes of its answer. */
export type Passage = 'request' | 'answer';

const WRITES = /^(?:POST|PUT) \S+/;
const STALL = 700;

/** The line between browser and gateway: a TCP proxy that can be cut anywhere. */
export class Line {
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  readonly #watchers: { passage: Passage; act: () => void }[] = [];
  #cuts: Cut[] = [];
  #forge?: (head: string) => string | undefined;

  private constructor(
    private readonly gatewayPort: number,
    private readonly log: (what: string) => void,
  ) {
    this.#server = createServer((browser) => this.#join(browser));
  }

  static async open(gatewayPort: number, log: (what: string) => void): Promise<Line> {
    const line = new Line(gatewayPort, log);
    await new Promise<void>((ready) => line.#server.listen(0, '127.0.0.1', ready));
    return line;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What becomes of the next requests that write, one each: Chromium repeats those that die unanswered by itself. */
  cutNext(cuts: readonly Cut[]): void {
    this.#cuts = [...cuts];
  }

  /** Told once, the next time. */
  once(passage: Passage, act: () => void): void {
    this.#watchers.push({ passage, act });
  }

  /** Answers in the gateway's place, which never hears of it: how the self-test loses a post. */
  forgeNext(forge: (head: string) => string | undefined): void {
    this.#forge = forge;
  }

  /** The storm is over. What was cut stays cut. */
  calm(): void {
    this.#cuts = [];
    this.#watchers.length = 0;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
  }

  #tell(passage: Passage): void {
    const at = this.#watchers.findIndex((watcher) => watcher.passage === passage);
    if (at >= 0) this.#watchers.splice(at, 1)[0]!.act();
  }

  #join(browser: Socket): void {
    const gateway = connect(this.gatewayPort, '127.0.0.1');
    const both = [browser, gateway];
    const end = () => both.forEach((socket) => socket.destroy());
    for (const socket of both) {
      this.#open.add(socket);
      socket.setNoDelay(true);
      // The other end died: that is what this line is for.
      socket.on('error', () => {});
      socket.on('close', () => (this.#open.delete(socket), end()));
    }

    let cut: Cut | undefined;
    let writing = '';
    browser.on('data', (bytes: Buffer) => {
      const head = bytes.toString('latin1', 0, 2_000);
      // One request at a time on a connection: its head stands at the beginning of what comes.
      const begins = WRITES.exec(head)?.[0];
      if (begins) {
        const forged = this.#forge?.(head);
        if (forged !== undefined) {
          this.#forge = undefined;
          this.log(`line: ${begins} is answered by the line itself`);
          return void browser.end(forged);
        }
        writing = begins;
        cut = this.#cuts.shift();
        this.log(`line: ${begins}${cut ? `: ${cut}` : ''}`);
        this.#tell('request');
      }
      if (cut === 'lost') return end();
      if (cut === 'reset') return void (browser.resetAndDestroy(), end());
      gateway.write(bytes);
    });
    gateway.on('data', (bytes: Buffer) => {
      if (writing) {
        this.log(`line: answered ${bytes.toString('latin1', 9, 12)}${cut ? `, ${cut}` : ''}`);
        writing = '';
        this.#tell('answer');
      }
      if (cut === 'unanswered') return end();
      if (cut === 'half-answered') return void browser.write(bytes.subarray(0, bytes.length / 2), end);
      if (cut === 'stalled') return void setTimeout(end, STALL);
      browser.write(bytes);
    });
  }
}
