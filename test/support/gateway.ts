import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { boardData, COMMAND, type Role } from './board-data.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The built gateway as an operator runs it: a process of its own, on a database of its own. */
export interface RunningGateway {
  readonly url: string;
  readonly port: number;
  /** Bearer token of an editor, or of whoever was asked for. */
  readonly token: string;
  /** Its folder. */
  readonly data: string;
  /** One call at the desk; gives the decoded answer. */
  desk(method: string, path: string, body?: unknown): Promise<any>;
  /** Every request of the board as the desk sees it. */
  requests(): Promise<any[]>;
  /** Kills it where it stands. */
  kill(): Promise<void>;
  /** Starts it again on the same port and data. */
  restart(): Promise<void>;
  /** Stops it and deletes its data. */
  close(): Promise<void>;
}

async function serve(data: string, port: number): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(
    process.execPath,
    [
      COMMAND,
      'start',
      '--data',
      data,
      '--port',
      String(port),
      '--demo',
      join(root, 'demo/site'),
      '--widget',
      join(root, 'dist'),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    const listen = (data: Buffer) => {
      said += data;
      const ready = /ready (http:\/\/[^\s/]+)/.exec(said);
      if (ready) resolve(ready[1]!);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('exit', (code) => reject(new Error(`gateway ended with ${code}: ${said}`)));
  });
  return { child, url };
}

export interface GatewaySetting {
  /** With the demo's requests. */
  seed?: boolean;
  /** What its desk is connected to, as in `hotlines.json`. */
  hotlines?: object[];
  /** Whose token its desk calls carry (editor). */
  role?: Role;
}

/** Starts a gateway with the board `qingxi` from the epidemic template. */
export async function startGateway({
  seed,
  hotlines,
  role = 'editor',
}: GatewaySetting = {}): Promise<RunningGateway> {
  const { folder, tokens } = await boardData(Boolean(seed));
  const data = join(folder, 'data');
  const token = tokens[role];
  if (hotlines) writeFileSync(join(data, 'hotlines.json'), JSON.stringify({ hotlines }));
  let { child, url } = await serve(data, 0);
  const port = Number(new URL(url).port);

  const desk = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${url}/api/desk/boards/qingxi${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'if-match': '*',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`);
    return text ? JSON.parse(text) : undefined;
  };
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  return {
    url,
    port,
    token,
    data,
    desk,
    async requests() {
      const found = [];
      let next = '';
      do {
        const page = await desk('GET', `/requests?limit=50${next && `&cursor=${encodeURIComponent(next)}`}`);
        found.push(...page.items);
        next = page.next ?? '';
      } while (next);
      return found;
    },
    kill: () => end('SIGKILL'),
    async restart() {
      await end('SIGTERM');
      ({ child } = await serve(data, port));
    },
    async close() {
      await end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
