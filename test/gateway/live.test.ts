import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createGateway } from '../../src/gateway/index.js';
import { onPostgres } from './support/place.js';
import { BOARD, Subject, submission } from './support/gateway.js';

/** A browser's EventSource, as far as it goes. */
class Line {
  readonly versions: string[] = [];
  text = '';
  ended = false;
  #changed: () => void = () => {};
  readonly #end = new AbortController();

  async open(url: string, seen?: string): Promise<Response> {
    const headers: Record<string, string> = seen === undefined ? {} : { 'last-event-id': seen };
    const response = await fetch(url, { headers, signal: this.#end.signal });
    if (response.status === 200) void this.#read(response).catch(() => {});
    return response;
  }

  /** Waits until so many versions have been told. */
  async told(count: number): Promise<string[]> {
    while (this.versions.length < count && !this.ended)
      await new Promise<void>((again) => (this.#changed = again));
    return this.versions;
  }

  close(): void {
    this.#end.abort();
  }

  async #read(response: Response): Promise<void> {
    try {
      for await (const chunk of response.body!) {
        this.text += Buffer.from(chunk).toString();
        const told = [...this.text.matchAll(/^id: (.+)\nevent: version\ndata: (.+)\n\n/gm)];
        this.versions.splice(0, Infinity, ...told.map(([, id]) => id!));
        for (const [, id, data] of told) assert.deepEqual(JSON.parse(data!), { version: id });
        this.#changed();
      }
    } finally {
      this.ended = true;
      this.#changed();
    }
  }
}

describe('lines held open to tell of public changes', () => {
  const subject = new Subject({
    streamsMax: 200,
    limits: { submits: { burst: 1e6, perMinute: 1e6 } },
  });
  before(() => subject.start());
  after(() => subject.stop());

  const at = (more = '') => `${subject.url}api/boards/${BOARD}/events${more}`;
  const version = async () => (await subject.board<{ version: string }>('/version')).json.version;
  const opened: Line[] = [];
  const line = async (url = at(), seen?: string): Promise<Line> => {
    const one = new Line();
    opened.push(one);
    assert.equal((await one.open(url, seen)).status, 200);
    return one;
  };
  const closeAll = async () => {
    for (const one of opened.splice(0)) one.close();
    // The gateway hears of it a moment later.
    for (let free = false; !free;) {
      const probe = new Line();
      free = (await probe.open(at())).status === 200;
      probe.close();
    }
  };

  it('tell the version at once and after each public change, and nothing else', async () => {
    const first = await version();
    const one = await line();
    assert.deepEqual(await one.told(1), [first]);
    await subject.submit(submission({ visibility: 'desk' }));
    const { id } = await subject.published({ body: '公开的' });
    const told = await one.told(2);
    assert.equal(told[1], await version());
    assert.ok(!one.text.includes(id));
    assert.match(one.text, /^retry: \d+\n\n/);
    await closeAll();
  });

  it('go on from the last version that was heard of', async () => {
    const seen = await version();
    const same = await line(at(), seen);
    const { id } = await subject.published();
    assert.deepEqual(await same.told(1), [await version()], 'what is the same is not told again');
    await subject.desk(`/requests/${id}/feature`, { on: true });
    const late = await line(at(), seen);
    assert.deepEqual(await late.told(1), [await version()], 'what was missed is');
    await closeAll();
  });

  it('follow a board with all below it', async () => {
    const one = await line(at('?scope=subtree'));
    const { json } = await subject.board<{ version: string }>('/version?scope=subtree');
    assert.deepEqual(await one.told(1), [json.version]);
    await closeAll();
  });

  it('are refused with 204 when there are too many, and are there again when some have gone', async () => {
    const lines = await Promise.all(Array.from({ length: 200 }, () => line()));
    const refused = new Line();
    assert.equal((await refused.open(at())).status, 204);
    await subject.published();
    const now = await version();
    for (const one of lines) assert.equal((await one.told(2)).at(-1), now);
    await closeAll();
  });

  it('do not exist for a board that does not', async () => {
    assert.equal((await subject.call('/api/boards/nowhere/events')).status, 404);
  });

  it('tell what another process has changed', { skip: !onPostgres }, async () => {
    const other = await createGateway({ ...subject.place, logLevel: 'silent' });
    const url = await other.listen({ port: 0 });
    const one = await line(`${url}api/boards/${BOARD}/events`);
    await one.told(1);
    await subject.published();
    assert.equal((await one.told(2)).length, 2);
    one.close();
    await other.close();
  });

  it('hold up no gateway that ends', async () => {
    const one = await line();
    await one.told(1);
    const began = Date.now();
    await subject.restart();
    assert.ok(Date.now() - began < 30_000, 'a kept connection would be waited for: 72 seconds');
    await one.told(9);
    assert.ok(one.ended);
    opened.length = 0;
  });
});
