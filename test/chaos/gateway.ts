import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildCommand, removeCommand, run, serve, type Serving } from '../gateway/support/process.js';

/** A request as its desk has it. */
export interface Row {
  id: string;
  body: string;
}

const BOARD = 'qingxi';

/** The gateway's process on a data folder that outlives it. */
export class Gateway {
  kills = 0;
  port = 0;
  #token = '';
  #serving?: Promise<Serving>;
  readonly #data = mkdtempSync(join(tmpdir(), 'help-board-chaos-'));

  private constructor(private readonly log: (what: string) => void) {}

  static async open(log: (what: string) => void): Promise<Gateway> {
    const gateway = new Gateway(log);
    await buildCommand();
    const command = (...line: string[]) => {
      const { status, stdout, stderr } = run({ dataDir: gateway.#data }, ...line);
      if (status !== 0) throw new Error(`${line.join(' ')}: ${stderr}`);
      return stdout.trim();
    };
    command('board', 'create', BOARD, '--template', 'epidemic', '--title', '求助平台', '--region', '清溪县');
    gateway.#token = command('token', 'create', '--role', 'editor', '--name', '值班编辑');
    await gateway.up();
    return gateway;
  }

  /** Running, if it was not. */
  async up(): Promise<void> {
    if (this.#serving) return void (await this.#serving);
    this.#serving = serve({ dataDir: this.#data }, '--port', String(this.port));
    const { url } = await this.#serving;
    this.port = Number(new URL(url).port);
    this.log('gateway: up');
  }

  /** SIGKILL, where it stands. */
  async kill(): Promise<void> {
    const serving = this.#serving;
    if (!serving) return;
    const { child } = await serving;
    if (this.#serving !== serving) return;
    this.#serving = undefined;
    this.kills++;
    this.log('gateway: SIGKILL');
    child.kill('SIGKILL');
    if (child.exitCode === null && !child.signalCode) await once(child, 'exit');
  }

  /** Every request there is. */
  async rows(): Promise<Row[]> {
    const found: Row[] = [];
    let next: string | undefined = '';
    do {
      const page = await this.#desk(`/requests?limit=50${next && `&cursor=${encodeURIComponent(next)}`}`);
      found.push(...page.items);
      next = page.next;
    } while (next);
    return found;
  }

  /** What lies beside a request: the texts of its additions, the number of its photos. */
  async besides({ id }: Row): Promise<{ additions: string[]; photos: number }> {
    const { additions, photos } = await this.#desk(`/requests/${id}`);
    return { additions: additions.map(({ body }: { body: string }) => body), photos: photos.length };
  }

  /** Posts past every form, under a key of its own: how the self-test doubles one. */
  async post(body: string): Promise<void> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/api/boards/${BOARD}/requests`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
      body: JSON.stringify({
        ...{ category: 'other', urgency: 'routine', body, visibility: 'public', tried: [], attributes: {} },
        ...{ contact: { name: '', phone: '10000009999' }, attachments: [], consents: { privacy: '2026-01' } },
        composedAt: new Date().toISOString(),
      }),
    });
    if (!answer.ok) throw new Error(`post: ${answer.status} ${await answer.text()}`);
  }

  async close(): Promise<void> {
    const serving = await this.#serving?.catch(() => undefined);
    serving?.child.kill('SIGKILL');
    removeCommand();
    rmSync(this.#data, { recursive: true, force: true });
  }

  async #desk(path: string): Promise<any> {
    const answer = await fetch(`http://127.0.0.1:${this.port}/api/desk/boards/${BOARD}${path}`, {
      headers: { authorization: `Bearer ${this.#token}` },
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}
