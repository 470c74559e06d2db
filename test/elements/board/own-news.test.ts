import { expect } from '@open-wc/testing';
import { OwnNews } from '../../../src/elements/board/own-news.js';
import { seen } from '../../../src/elements/board/mine/seen.js';
import type { Session } from '../../../src/elements/session.js';
import { at, fakeAdapter, FakeOutbox, ownRequest, sent } from '../request/surroundings.js';

describe('replies that nobody has seen', () => {
  const scope = 'own-news-test';
  const answer = { id: '1', author: '', role: 'newsroom', body: '好', at: at(0), kind: 'answer' } as const;
  const adapter = fakeAdapter({
    own: async ({ id }) => ownRequest(id, { replies: [answer, { ...answer, id: '2' }] }),
  });
  const session = { adapter, scope } as unknown as Session;
  afterEach(() => seen.forget(scope));

  it('are counted for what is on the device, and not for what has gone from it', async () => {
    const outbox = new FakeOutbox([sent('a'), sent('b')]);
    const news = new OwnNews(() => {});
    await news.look(session, outbox.asOutbox);
    expect(news.unread).to.equal(4);
    seen.saw(scope, 'id-a', 2, ['id-a', 'id-b']);
    expect(news.unread).to.equal(2);
    outbox.put();
    seen.forget(scope);
    expect(news.unread).to.equal(0);
  });
});
