import { expect, waitUntil } from '@open-wc/testing';
import { html } from 'lit';
import '../../../src/elements/board/comments/index.js';
import '../../../src/elements/board/request/index.js';
import type { HelpBoardAdapter } from '../../../src/adapters/contract.js';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import { createOutbox } from '../../../src/drafts/index.js';
import type { HelpBoardComments } from '../../../src/elements/board/comments/comments.js';
import type { HelpBoardRequest } from '../../../src/elements/board/request/request.js';
import type { Comment } from '../../../src/model/index.js';
import { qingxi } from '../board/backend.js';
import { at, fakeAdapter, findings, HOSTILE, HOUR, press, surround } from '../request/surroundings.js';

const said = (id: string, body: string, author = ''): Comment => ({ id, author, body, at: at(-HOUR) });
let scopes = 0;
const freshScope = () => `comments-test-${Date.now()}-${scopes++}`;

interface Posted {
  id: string;
  body: string;
  nickname?: string;
  key: string;
}

async function open(changes: Partial<HelpBoardAdapter> = {}, { scope = freshScope(), theme = '' } = {}) {
  const posted: Posted[] = [];
  const adapter = fakeAdapter({
    comments: async () => ({ items: [] }),
    comment: async (id, comment, { key }) => void posted.push({ id, ...comment, key }),
    ...changes,
  });
  const outbox = createOutbox({
    scope,
    send: () => Promise.reject(new Error('comments are not sent by it')),
  });
  const around = await surround(html`<help-board-comments .requestId=${'r1'}></help-board-comments>`, {
    adapter,
    outbox,
    theme,
  });
  const element = around.shadowRoot!.querySelector<HelpBoardComments>('help-board-comments')!;
  const view = element.shadowRoot!;
  const says = (words: string) => waitUntil(() => view.textContent!.includes(words), `it says ${words}`);
  const field = () => view.querySelector<HTMLTextAreaElement>('textarea')!;
  const type = (words: string, id = 'f-comment') => {
    const input = view.getElementById(id) as HTMLTextAreaElement;
    input.value = words;
    input.dispatchEvent(new Event('input'));
  };
  await waitUntil(() => view.querySelector('textarea'));
  return { around, element, view, says, field, type, posted, outbox, adapter };
}

describe('comments on a request', () => {
  it('lists what an editor has let through, page by page', async () => {
    const asked: (string | undefined)[] = [];
    const { view, says } = await open({
      comments: async (_, { cursor } = {}) => {
        asked.push(cursor);
        return cursor
          ? { items: [said('3', '谢谢大家')] }
          : { items: [said('1', '我家也是', '小林'), said('2', HOSTILE)], next: '2' };
      },
    });
    await says('我家也是');
    await says('小林');
    await says('一位读者');
    expect(view.querySelectorAll('img, script').length).to.equal(0);
    press(view, '再看一些');
    await says('谢谢大家');
    expect(asked).to.deep.equal([undefined, '2']);
    expect(view.querySelectorAll('.comments li').length).to.equal(3);
  });

  it('says when there are none, and when they could not be read', async () => {
    const none = await open();
    await none.says('还没有留言');
    let down = true;
    const { view, says } = await open({
      comments: async () => {
        if (down) throw new HelpBoardError('network');
        return { items: [said('1', '我家也是')] };
      },
    });
    await says('留言没加载出来');
    down = false;
    press(view, '再试一次');
    await says('我家也是');
  });

  it('keeps what is typed on the device, and brings it back', async () => {
    const scope = freshScope();
    const before = await open({}, { scope });
    before.type('我们小区');
    await before.says('已存在本机');
    before.around.remove();
    before.outbox.close();
    const after = await open({}, { scope });
    await waitUntil(() => after.field().value === '我们小区');
    expect(after.posted).to.deep.equal([]);
  });

  it('sends it once however often the button is pressed, says what happens next, and is empty again', async () => {
    const { view, says, field, type, posted, outbox } = await open();
    type('我们小区也没有车');
    type('小林', 'f-nickname');
    const button = press(view, '发出留言');
    button.click();
    await says('编辑看过以后大家就能看到');
    expect(posted.map(({ id, body, nickname }) => [id, body, nickname])).to.deep.equal([
      ['r1', '我们小区也没有车', '小林'],
    ]);
    await waitUntil(() => field().value === '');
    expect(outbox.entries().filter(({ form, summary }) => form === 'comment:r1' && summary)).to.deep.equal(
      [],
    );
  });

  it('takes no more words while it is on its way: they would be lost with it', async () => {
    let arrive = () => {};
    const { view, says, field, type } = await open({
      comment: () => new Promise<void>((resolve) => (arrive = resolve)),
    });
    type('我们小区也没有车');
    press(view, '发出留言');
    await waitUntil(() => field().readOnly);
    expect((view.getElementById('f-nickname') as HTMLInputElement).readOnly).to.equal(true);
    await waitUntil(() => (arrive(), view.textContent!.includes('编辑看过以后大家就能看到')));
    expect(field().readOnly).to.equal(false);
    await says('编辑看过以后大家就能看到');
  });

  it('keeps the words and the key when nothing answers', async () => {
    const keys: string[] = [];
    const { view, says, field, type } = await open({
      comment: async (_, __, { key }) => {
        keys.push(key);
        if (keys.length === 1) throw new HelpBoardError('network');
      },
    });
    type('我们小区也没有车');
    press(view, '发出留言');
    await says('没有发出去，您写的还在');
    expect(field().value).to.equal('我们小区也没有车');
    press(view, '发出留言');
    await says('编辑看过以后大家就能看到');
    expect(keys[0]).to.equal(keys[1]);
  });

  it('goes on under a key of its own with what was changed after an earlier wording had arrived', async () => {
    const keys: string[] = [];
    const { view, says, field, type } = await open({
      comment: async (_, __, { key }) => {
        keys.push(key);
        if (keys.length === 1) throw new HelpBoardError('already-received');
      },
    });
    type('改过的话');
    press(view, '发出留言');
    await says('之前那一份已经送到了');
    expect(field().value).to.equal('改过的话');
    // It may still say that it is sending.
    await says('发出留言');
    press(view, '发出留言');
    await says('编辑看过以后大家就能看到');
    expect(keys[0]).not.to.equal(keys[1]);
  });

  it('sends nothing empty or too long, and says why', async () => {
    const { view, says, type, field, posted } = await open();
    press(view, '发出留言');
    await says('请先写几个字');
    expect(view.activeElement).to.equal(field());
    type('长'.repeat(1003));
    press(view, '发出留言');
    await says('多了 3 个字');
    expect(posted).to.deep.equal([]);
  });

  it('says what it is when the backend refuses, and that the words are still there', async () => {
    const { view, says, type, field } = await open({
      comment: () => Promise.reject(new HelpBoardError('rate-limited')),
    });
    type('我们小区也没有车');
    press(view, '发出留言');
    await says('现在人很多');
    await says('您写的还在');
    expect(field().value).to.equal('我们小区也没有车');
  });

  describe('in the request view', () => {
    const { features } = qingxi();
    const posted: string[][] = [];
    const inRequest = async (comments: boolean, capable = true) => {
      const adapter = fakeAdapter({
        loadBoard: async () => qingxi({ features: { ...features, comments } }),
        comments: async () => ({ items: [said('1', '我家也是')] }),
        comment: async (id, { body }) => void posted.push([id, body]),
      });
      adapter.capabilities.comment = capable;
      const around = await surround(html`<help-board-request .requestId=${'r1'}></help-board-request>`, {
        adapter,
        outbox: createOutbox({ scope: freshScope(), send: () => new Promise(() => {}) }),
      });
      const view = around.shadowRoot!.querySelector('help-board-request')!.shadowRoot!;
      await waitUntil(() => view.textContent!.includes('求助 r1') && around.store.state.board);
      return view;
    };

    it('never carry words from below one request to below another', async () => {
      const open = await inRequest(true);
      const form = () => open.querySelector('help-board-comments')!.shadowRoot!;
      const field = () => form().querySelector('textarea')!;
      await waitUntil(() => open.querySelector('help-board-comments')?.shadowRoot?.querySelector('textarea'));
      field().value = '写给一号的话';
      field().dispatchEvent(new Event('input'));
      await waitUntil(() => form().textContent!.includes('已存在本机'));
      const request = open.host as HelpBoardRequest;
      request.requestId = 'r2';
      await waitUntil(() => open.textContent!.includes('求助 r2') && form().querySelector('textarea'));
      await request.updateComplete;
      expect(field().value).to.equal('');
      field().value = '写给二号的话';
      field().dispatchEvent(new Event('input'));
      press(form(), '发出留言');
      await waitUntil(() => posted.length);
      expect(posted).to.deep.equal([['r2', '写给二号的话']]);
      request.requestId = 'r1';
      await waitUntil(() => field()?.value === '写给一号的话', 'it is still there');
    });

    it('are there where the board lets readers speak, and nowhere else', async () => {
      const open = await inRequest(true);
      await waitUntil(() =>
        open.querySelector('help-board-comments')?.shadowRoot?.textContent!.includes('我家也是'),
      );
      expect((await inRequest(false)).querySelector('help-board-comments')).to.equal(null);
      expect((await inRequest(true, false)).querySelector('help-board-comments')).to.equal(null);
    });
  });

  for (const theme of ['', 'dark'])
    it(`have nothing axe finds wrong, ${theme || 'light'}`, async () => {
      const { around, view, says, type } = await open(
        { comments: async () => ({ items: [said('1', '我家也是')] }) },
        { theme },
      );
      await says('我家也是');
      press(view, '发出留言');
      await says('请先写几个字');
      expect(await findings(around)).to.deep.equal([]);
      type('我们小区也没有车');
      press(view, '发出留言');
      await says('编辑看过以后大家就能看到');
      expect(await findings(around)).to.deep.equal([]);
    });
});
