import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { HelpBoardAdapter, ListQuery } from '../../../src/adapters/contract.js';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import type { HelpRequest, RequestPage } from '../../../src/model/index.js';
import { BoardStore } from '../../../src/store/board-store.js';
import { RequestStore } from '../../../src/store/request-store.js';

const HOT: ListQuery = { sort: 'hot' };
const request = (id: string) => ({ id, meToo: 0 }) as HelpRequest;
const page = (ids: string[], next?: string, pinned: string[] = []): RequestPage => ({
  items: ids.map(request),
  pinned: pinned.map(request),
  next,
});
const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Answers in the order in which the test says so. */
function slowBackend() {
  const asked: { query: ListQuery; answer(page: RequestPage): void; fail(error: unknown): void }[] = [];
  const adapter = {
    list: (query: ListQuery) =>
      new Promise<RequestPage>((answer, fail) => void asked.push({ query, answer, fail })),
  } as unknown as HelpBoardAdapter;
  return { asked, store: new BoardStore(adapter) };
}

describe('board store', () => {
  it('starts reading a list at the first look, once', async () => {
    const { asked, store } = slowBackend();
    assert.equal(store.list(HOT).status, 'loading');
    store.list(HOT);
    assert.equal(asked.length, 1);
    asked[0]!.answer(page(['1'], 'c'));
    await settled();
    assert.deepEqual(
      store.list(HOT).items.map(({ id }) => id),
      ['1'],
    );
  });

  it('reads the next page once, however often it is asked for', async () => {
    const { asked, store } = slowBackend();
    store.list(HOT);
    asked[0]!.answer(page(['1', '2'], 'c'));
    await settled();
    void store.more(HOT);
    void store.more(HOT);
    assert.equal(asked.length, 2);
    assert.equal(asked[1]!.query.cursor, 'c');
    asked[1]!.answer(page(['2', '3']));
    await settled();
    assert.deepEqual(
      store.list(HOT).items.map(({ id }) => id),
      ['1', '2', '3'],
    );
    await store.more(HOT);
    assert.equal(asked.length, 2, 'nothing after the last page');
  });

  it('an older read that answers late is not believed', async () => {
    const { asked, store } = slowBackend();
    store.list(HOT);
    void store.refresh(HOT);
    asked[1]!.answer(page(['new']));
    await settled();
    asked[0]!.answer(page(['old']));
    await settled();
    assert.deepEqual(
      store.list(HOT).items.map(({ id }) => id),
      ['new'],
    );
  });

  it('a page that is read while the list is read anew does not bring the old list back', async () => {
    const { asked, store } = slowBackend();
    store.list(HOT);
    asked[0]!.answer(page(['1'], 'c'));
    await settled();
    void store.more(HOT);
    void store.refresh(HOT);
    asked[2]!.answer(page(['9']));
    asked[1]!.answer(page(['2']));
    await settled();
    assert.deepEqual(
      store.list(HOT).items.map(({ id }) => id),
      ['9'],
    );
  });

  it('keeps what it has when reading on fails, and can try again', async () => {
    const { asked, store } = slowBackend();
    store.list(HOT);
    asked[0]!.answer(page(['1'], 'c'));
    await settled();
    void store.more(HOT);
    asked[1]!.fail(new HelpBoardError('network'));
    await settled();
    const failed = store.list(HOT);
    assert.equal(failed.error?.code, 'network');
    assert.deepEqual([failed.status, failed.items.length, failed.next], ['ready', 1, 'c']);
    void store.more(HOT);
    asked[2]!.answer(page(['2']));
    await settled();
    assert.equal(store.list(HOT).error, undefined);
    assert.equal(store.list(HOT).items.length, 2);
  });

  it('a pinned request does not stand in the list a second time', async () => {
    const { asked, store } = slowBackend();
    store.list(HOT);
    asked[0]!.answer(page(['1', '2'], undefined, ['2']));
    await settled();
    assert.deepEqual(
      store.list(HOT).items.map(({ id }) => id),
      ['1'],
    );
  });

  it('a board that was read once stays, whatever fails later', async () => {
    let down = false;
    const store = new BoardStore({
      loadBoard: () =>
        down ? Promise.reject(new HelpBoardError('server')) : Promise.resolve({ key: 'qingxi' }),
    } as unknown as HelpBoardAdapter);
    await store.load();
    down = true;
    await store.load();
    assert.equal(store.state.board?.key, 'qingxi');
    assert.equal(store.state.boardError?.code, 'server');
  });

  it('counts a me-too on every copy of a request', async () => {
    const { asked, store } = slowBackend();
    store.list(HOT);
    asked[0]!.answer(page(['1'], undefined, ['2']));
    await settled();
    RequestStore.of(store).setCount('2', 'meToo', 5);
    assert.equal(store.list(HOT).pinned[0]!.meToo, 5);
  });

  it('tells its listeners, until they leave', async () => {
    const { asked, store } = slowBackend();
    let told = 0;
    const leave = store.subscribe(() => told++);
    store.list(HOT);
    asked[0]!.answer(page([]));
    await settled();
    assert.equal(told, 1);
    leave();
    void store.refresh(HOT);
    assert.equal(told, 1);
  });
});
