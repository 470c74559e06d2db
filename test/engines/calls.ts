import { once } from 'node:events';
import WebSocket from 'ws';

interface Heard {
  id?: number;
  method?: string;
  params?: unknown;
  result?: unknown;
  /** DevTools and WebKit give an object, BiDi a code beside its message. */
  error?: { message: string } | string;
  message?: string;
}

/** Numbered calls and their answers, as DevTools, WebDriver BiDi and WebKit's inspector all have them. */
export class Calls {
  private readonly waiting = new Map<number, (heard: Heard) => void>();
  private readonly listening = new Map<string, (params: never) => void>();
  /** What came before anybody listened: the first events are there as soon as the socket is. */
  private readonly early: Heard[] = [];
  private last = 0;
  private ended = '';

  constructor(private readonly write: (text: string) => void) {}

  send<T>(method: string, params: object = {}): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.ended) return reject(new Error(`${method}: ${this.ended}`));
      const id = ++this.last;
      // A page that goes may take the answer with it.
      const timer = setTimeout(
        () => this.hear(JSON.stringify({ id, error: { message: 'no answer' } })),
        45_000,
      );
      this.waiting.set(id, ({ error, message, result }) => {
        clearTimeout(timer);
        if (error) reject(new Error(`${method}: ${typeof error === 'string' ? message : error.message}`));
        else resolve(result as T);
      });
      this.write(JSON.stringify({ id, method, params }));
    });
  }

  on<T>(event: string, listener: (params: T) => void): void {
    this.listening.set(event, listener);
    for (const { method, params } of this.early) if (method === event) listener(params as T);
  }

  hear(text: string): void {
    const heard = JSON.parse(text) as Heard;
    if (heard.id) {
      this.waiting.get(heard.id)?.(heard);
      this.waiting.delete(heard.id);
      return;
    }
    const listener = this.listening.get(heard.method ?? '');
    if (listener) listener(heard.params as never);
    else this.early.push(heard);
  }

  /** Nothing that was asked is answered any more. */
  drop(why: string): void {
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const answer of waiting) answer({ error: { message: why } });
  }

  end(why: string): void {
    this.ended = why;
    this.drop(why);
  }
}

/** Calls over a socket of their own. */
export async function connect(address: string): Promise<Calls> {
  const socket = new WebSocket(address, { perMessageDeflate: false });
  const calls = new Calls((text) => socket.send(text));
  socket.on('message', (data) => calls.hear(String(data)));
  await once(socket, 'open');
  socket.on('error', () => undefined);
  socket.on('close', () => calls.end('the browser is gone'));
  return calls;
}
