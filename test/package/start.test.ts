import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { processorTime } from '../support/processor-time.js';

describe('npm start', () => {
  let data: string;
  let running: ChildProcess | undefined;
  let blocker: Server | undefined;

  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'help-board-start-'));
  });
  afterEach(async () => {
    await stop('SIGKILL');
    blocker?.close();
    blocker = undefined;
    rmSync(data, { recursive: true, force: true });
  });

  interface Started {
    url: string;
    said: () => string;
  }

  async function start(port = '0'): Promise<Started> {
    const child = spawn(process.execPath, ['demo/start.mjs'], {
      env: { ...process.env, PORT: port, HELP_BOARD_DATA: data },
      stdio: ['ignore', 'pipe', 'pipe'],
      // Its own group, so that a signal can be sent to all of it, as a terminal does.
      detached: true,
    });
    running = child;
    let said = '';
    const url = await new Promise<string>((resolve, reject) => {
      const listen = (chunk: Buffer) => {
        said += chunk;
        const ready = /^ready (http:\/\/127\.0\.0\.1:\d+\/)$/m.exec(said);
        if (ready && said.includes('Ctrl+C')) resolve(ready[1]!);
      };
      child.stdout!.on('data', listen);
      child.stderr!.on('data', listen);
      child.on('exit', (code) => reject(new Error(`ended with ${code}: ${said}`)));
    });
    return { url, said: () => said };
  }

  async function stop(signal: NodeJS.Signals): Promise<number | null> {
    const child = running;
    running = undefined;
    if (!child || child.exitCode !== null || child.signalCode) return null;
    process.kill(-child.pid!, signal);
    const [code] = (await once(child, 'close')) as [number | null];
    return code;
  }

  const json = async (url: string, token?: string) => {
    const answer = await fetch(url, token ? { headers: { authorization: `Bearer ${token}` } } : {});
    assert.equal(answer.status, 200, url);
    return (await answer.json()) as { figures: { received: number }; items: unknown[] };
  };
  const tokenIn = (said: string) => /token: (\S+)/.exec(said)?.[1] ?? '';

  it('serves site, board and script, with an editor token that works, and keeps all of it over a restart', async () => {
    const first = await start();
    for (const path of ['', 'help', 'memory', 'help-board.js', 'news/1.html', 'assets/site.css', 'r/some-id'])
      assert.equal((await fetch(first.url + path)).status, 200, path);
    for (const path of ['', 'help', 'memory', 'news/1.html']) {
      const page = await (await fetch(first.url + path)).text();
      assert.match(page, /演示数据/, path);
      assert.match(page, /<meta name="robots" content="noindex"/, path);
    }
    const board = await json(`${first.url}api/boards/qingxi`);
    assert.ok(board.figures.received > 200);
    const token = tokenIn(first.said());
    const waiting = await json(`${first.url}api/desk/boards/qingxi/requests?publication=pending`, token);
    assert.ok(waiting.items.length > 0);
    assert.equal(await stop('SIGINT'), 0);

    const second = await start();
    assert.equal(tokenIn(second.said()), token);
    assert.equal((await json(`${second.url}api/boards/qingxi`)).figures.received, board.figures.received);
    assert.equal(await stop('SIGTERM'), 0);
  });

  it('is ready for little work on a built tree', async () => {
    await start();
    await stop('SIGTERM');
    await start();
    const used = processorTime(running!.pid!);
    // Three times what it takes alone; what else the machine is doing costs it something too.
    if (!Number.isNaN(used)) assert.ok(used < 3000, `${used} ms of processor`);
  });

  it('says that a port is taken and uses the next free one', async () => {
    blocker = createServer().listen(0, '127.0.0.1');
    await once(blocker, 'listening');
    const { port } = blocker.address() as AddressInfo;
    const { url, said } = await start(String(port));
    assert.match(said(), new RegExp(`port ${port} is taken`));
    assert.notEqual(new URL(url).port, String(port));
  });

  it('adds nothing to a database that it has not made', async () => {
    await start();
    await stop('SIGTERM');
    rmSync(join(data, 'demo.json'));
    const { said } = await start();
    assert.equal(tokenIn(said()), '');
    assert.ok(!existsSync(join(data, 'demo.json')));
  });

  it('finishes a first start that was interrupted', async () => {
    await start();
    await stop('SIGTERM');
    const note = JSON.parse(readFileSync(join(data, 'demo.json'), 'utf8'));
    writeFileSync(join(data, 'demo.json'), JSON.stringify({ board: note.board }));
    const { url, said } = await start();
    assert.ok((await json(`${url}api/desk/boards/qingxi/requests`, tokenIn(said()))).items.length > 0);
  });
});
