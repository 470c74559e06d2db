import { expect, waitUntil } from '@open-wc/testing';
import { html } from 'lit';
import '../../../src/elements/board/mine/index.js';
import type { HelpBoardAdapter, OwnHandle } from '../../../src/adapters/contract.js';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import type { Entry } from '../../../src/drafts/types.js';
import type { OwnRequest } from '../../../src/model/index.js';
import {
  at,
  buttons,
  entry,
  fakeAdapter,
  FakeOutbox,
  findings,
  HOSTILE,
  HOUR,
  ownRequest,
  press,
  sent,
  surround,
} from '../request/surroundings.js';

async function mine(entries: Entry[], adapter: Partial<HelpBoardAdapter> = {}, theme = '') {
  const outbox = new FakeOutbox(entries);
  const around = await surround(html`<help-board-mine></help-board-mine>`, {
    adapter: fakeAdapter(adapter),
    outbox: outbox.asOutbox,
    theme,
  });
  const view = around.shadowRoot!.querySelector('help-board-mine')!.shadowRoot!;
  await waitUntil(() => !view.querySelector('.ghost'), 'the outbox is open');
  const says = (words: string) => waitUntil(() => view.textContent!.includes(words), `it says ${words}`);
  const item = (key: string) => view.querySelector<HTMLElement>(`[data-key="${key}"]`)!;
  return { around, outbox, view, says, item };
}
const owning = (own: (handle: OwnHandle) => Partial<OwnRequest>): Partial<HelpBoardAdapter> => ({
  own: async (handle) => ownRequest(handle.id, own(handle)),
});

describe('my requests', () => {
  it('offers to ask where there is nothing yet, and focuses the heading', async () => {
    const { around, view } = await mine([]);
    expect(view.textContent).to.contain('这部手机上还没有求助');
    expect(view.activeElement).to.equal(view.querySelector('h2'));
    press(view, '我要求助');
    expect(around.went).to.deep.equal([{ view: 'compose' }]);
  });

  it('goes back to the feed', async () => {
    const { around, view } = await mine([]);
    press(view, '返回');
    expect(around.went).to.deep.equal([{ view: 'feed' }]);
  });

  it('sorts what is on the device: not delivered, unfinished, delivered', async () => {
    const { view } = await mine([entry('a', { delivery: 'draft' }), entry('b'), sent('c')]);
    expect([...view.querySelectorAll('h3')].map((heading) => heading.textContent!.trim())).to.deep.equal([
      '还没送到的 1',
      '没写完的 1',
      '已经送到的 1',
    ]);
  });

  it('leaves out a form that was only opened', async () => {
    const { view } = await mine([entry('a', { delivery: 'draft', content: undefined, summary: '' })]);
    expect(view.textContent).to.contain('这部手机上还没有求助');
  });

  it('says of a draft that was sent before that it may have arrived', async () => {
    const { item } = await mine([entry('a', { delivery: 'draft', ventured: '家里没药了' })]);
    expect(item('a').querySelector('.delivery')!.textContent).to.equal('发过一次，可能已送达');
    expect(item('a').textContent).to.contain('再发一次').and.not.to.contain('仅存本机');
  });

  it('goes on with a draft, and deletes it only after asking', async () => {
    const { around, outbox, view, item } = await mine([entry('a', { delivery: 'draft' })]);
    expect(item('a').textContent).to.contain('仅存本机');
    press(item('a'), '接着写');
    await waitUntil(() => around.went.length === 1);
    expect(outbox.done).to.deep.equal(['edit a']);
    expect(around.went).to.deep.equal([{ view: 'compose' }]);

    press(item('a'), '删除');
    await waitUntil(() => view.activeElement?.textContent?.trim() === '不了');
    expect(item('a').textContent).to.contain('删掉就找不回来了');
    expect(outbox.done).to.deep.equal(['edit a']);
    press(item('a').querySelector('.ask')!, '删除');
    await waitUntil(() => !item('a'));
    expect(outbox.done).to.deep.equal(['edit a', 'discard a']);
    expect(view.activeElement).to.equal(view.querySelector('h2'));
  });

  it('takes Escape for a no, and gives the focus back', async () => {
    const { outbox, view, item } = await mine([entry('a', { delivery: 'draft' })]);
    press(item('a'), '删除');
    await waitUntil(() => view.activeElement?.textContent?.trim() === '不了');
    const escape = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true });
    let escaped = false;
    const listen = () => (escaped = true);
    addEventListener('keydown', listen, { once: true });
    view.activeElement!.dispatchEvent(escape);
    removeEventListener('keydown', listen);
    await waitUntil(() => view.activeElement?.textContent?.trim() === '删除');
    expect(item('a').querySelector('.ask')).to.equal(null);
    expect(escaped, "a dialog of the page's own stays open").to.equal(false);
    expect(outbox.done).to.deep.equal([]);
  });

  it('says that a draft is open in another tab', async () => {
    const { around, outbox, item, says } = await mine([entry('a', { delivery: 'draft' })]);
    outbox.editable = false;
    press(item('a'), '接着写');
    await says('正开在另一个页面里');
    expect(around.went).to.deep.equal([]);
  });

  it('says of what waits that it goes by itself, why it has not gone, and when it is tried again', async () => {
    const nextTryAt = Date.now() + 5 * 60_000;
    const { outbox, item } = await mine([entry('a', { failure: { code: 'network' }, nextTryAt })]);
    for (const words of ['等待联网，将自动发送', '您不用做什么', '上次没有送到：连不上网络', '自动再试。'])
      expect(item('a').textContent).to.contain(words);
    press(item('a'), '现在发送');
    expect(outbox.done).to.deep.equal(['flush']);
    press(item('a'), '改一改');
    await waitUntil(() => outbox.done.includes('edit a'));
  });

  it('says when it is tried, and that it goes at once while there is a connection', async () => {
    const { item } = await mine([entry('a'), entry('b', { nextTryAt: Date.now() + 5 * 60_000, tries: 1 })]);
    expect(item('a').textContent).to.contain('马上就发送');
    expect(item('b').textContent).to.match(/您不用做什么，\d\d:\d\d 自动再试/);
  });

  it('tells of what needs the person, and is tried all the same, when that is', async () => {
    const nextTryAt = Date.now() + 5 * 60_000;
    const { item } = await mine([
      entry('a', { delivery: 'attention', failure: { code: 'server' }, nextTryAt, tries: 6 }),
    ]);
    expect(item('a').textContent).to.match(/没有丢。\d\d:\d\d 会自动再试/);
    expect(item('a').textContent).to.contain('服务器忙不过来');
  });

  it('warns before a draft is deleted, keeps it when asked to, and gives it out', async () => {
    const expiresAt = Date.now() + 3 * 24 * HOUR;
    const { outbox, item } = await mine([entry('a', { delivery: 'draft', expiresAt })]);
    expect(item('a').textContent).to.contain('会自动删除');
    expect(buttons(item('a'))).to.deep.equal(['留着', '接着写', '复制内容', '删除']);
    press(item('a'), '留着');
    expect(outbox.done).to.deep.equal(['keep a']);
    outbox.put(entry('a', { delivery: 'draft' }));
    await waitUntil(() => !item('a').textContent!.includes('会自动删除'));
  });

  it('says what cannot be read, and that nothing was deleted', async () => {
    const { outbox, says } = await mine([]);
    outbox.unreadable = 2;
    outbox.put();
    await says('还有 2 条记录暂时读不出来，没有删');
  });

  it('gives out the words of what cannot be read, to be copied', async () => {
    const { outbox, view } = await mine([]);
    outbox.unreadable = 1;
    outbox.salvaged = '家里断粮了，三天';
    outbox.put();
    await waitUntil(() => buttons(view).includes('复制内容'));
    outbox.unreadable = 0;
    outbox.put();
    await waitUntil(() => !buttons(view).includes('复制内容'));
  });

  it('offers to clear the device where anything is on it', async () => {
    const { around, view } = await mine([sent('a')]);
    press(view, '清除这部手机上的记录');
    expect(around.clearings).to.equal(1);
    const { view: empty } = await mine([]);
    expect(buttons(empty)).not.to.include('清除这部手机上的记录');
  });

  it('lets nothing be changed while it is being sent', async () => {
    const { item } = await mine([entry('a', { delivery: 'sending' })]);
    expect(item('a').textContent).to.contain('正在发送');
    expect(buttons(item('a'))).to.deep.equal(['复制内容']);
  });

  it('says that an edit came too late', async () => {
    const { around, outbox, item, says } = await mine([entry('a')]);
    outbox.editable = false;
    press(item('a'), '改一改');
    await says('现在改不了');
    expect(around.went).to.deep.equal([]);
  });

  it('leaves it to the person to send again what may have arrived', async () => {
    const { outbox, item } = await mine([entry('a', { delivery: 'maybe', failure: { code: 'network' } })]);
    expect(item('a').querySelector('.delivery')!.textContent).to.equal('可能已送达，请确认');
    expect(item('a').textContent).to.contain('请先在“最新”里看看有没有这一条');
    expect(item('a').textContent, 'it does not go by itself').not.to.contain('自动发送');
    expect(outbox.done).to.deep.equal([]);
    press(item('a'), '再发送一次');
    expect(outbox.done).to.deep.equal(['retry a']);
  });

  it('offers only the edit after a final answer, and numbers to ring', async () => {
    const { view, item } = await mine([
      entry('a', { delivery: 'attention', failure: { code: 'invalid' } }),
      entry('b', { delivery: 'attention', failure: { code: 'server' } }),
    ]);
    expect(item('a').querySelector('.delivery')!.textContent).to.equal('需要您处理');
    expect(item('a').textContent).to.contain('有的地方没填对');
    expect(item('a').querySelector('.primary')!.textContent!.trim()).to.equal('改一改');
    expect(buttons(item('a'))).not.to.include('现在发送');
    expect(buttons(item('b'))).to.include('现在发送');
    expect(view.querySelector('a[href="tel:120"]')).not.to.equal(null);
  });

  it('lets words that came too late be copied, but not sent as a second request', async () => {
    const late = {
      form: 'addition:id-x',
      delivery: 'attention',
      failure: { code: 'already-received' },
    } as const;
    const { item } = await mine([entry('a', late)]);
    expect(item('a').textContent).to.contain('之前那一份已经送到了');
    expect(buttons(item('a'))).to.deep.equal(['复制内容', '删除']);
  });

  it('copies the whole text; where the browser refuses, shows it to be copied by hand', async () => {
    const { view, item } = await mine([entry('a', { payload: { body: HOSTILE }, content: undefined })]);
    const { clipboard } = navigator;
    const copied: string[] = [];
    const pretend = (writeText: (text: string) => Promise<void>) =>
      Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    const { execCommand } = document;
    try {
      pretend(async (text) => void copied.push(text));
      const button = press(item('a'), '复制内容');
      await waitUntil(() => item('a').textContent!.includes('已复制'));
      expect(copied).to.deep.equal([HOSTILE]);
      expect(view.activeElement).to.equal(button);
      pretend(() => Promise.reject(new Error('refused')));
      document.execCommand = () => false;
      button.click();
      await waitUntil(() => item('a').querySelector('textarea'));
      expect(item('a').textContent).to.contain('没能复制');
      expect(item('a').querySelector('textarea')!.value).to.equal(HOSTILE);
    } finally {
      Object.defineProperty(navigator, 'clipboard', { value: clipboard, configurable: true });
      document.execCommand = execCommand;
    }
  });

  it('says when the device cannot store anything', async () => {
    const { outbox, says } = await mine([entry('a')]);
    outbox.keeping = 'memory';
    outbox.put(entry('a'));
    await says('这部手机存不下来');
  });

  it('follows the outbox, and says aloud what arrived', async () => {
    const { outbox, view, says, item } = await mine(
      [entry('a')],
      owning(() => ({ publication: 'desk' })),
    );
    outbox.put(sent('a'));
    await says('已经送到的');
    await says('仅工作人员可见');
    expect(item('a').textContent).to.contain('已送达，编号 id-a');
    expect(view.querySelector('p.hush[role=status]')!.textContent).to.contain('已送达');
  });

  it('asks with the token of each receipt, newest first, five at a time', async () => {
    const asked: OwnHandle[] = [];
    const answers: (() => void)[] = [];
    const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const { says } = await mine(keys.map(sent), {
      own: (handle) => {
        asked.push(handle);
        return new Promise((resolve) => answers.push(() => resolve(ownRequest(handle.id))));
      },
    });
    await waitUntil(() => asked.length === 5);
    expect(asked.map(({ id }) => id)).to.deep.equal(['id-a', 'id-b', 'id-c', 'id-d', 'id-e']);
    expect(asked[0]!.token).to.equal('token-a');
    answers[0]!();
    await waitUntil(() => asked.length === 6);
    answers.slice(1).forEach((answer) => answer());
    await waitUntil(() => asked.length === 7);
    answers[6]!();
    await says('审核中');
  });

  it('shows publication, stage, clock, and the newest reply, marked when nobody else can read it', async () => {
    const { item } = await mine(
      [sent('a')],
      owning(() => ({
        publication: 'public',
        replies: [
          {
            id: '1',
            author: '编辑部',
            role: 'newsroom',
            body: '收到',
            at: at(-HOUR),
            kind: 'acknowledgement',
          },
          {
            id: '2',
            author: '县医院',
            role: 'institution',
            body: '请带病历',
            at: at(0),
            kind: 'question',
            audience: 'requester',
          },
        ],
      })),
    );
    await waitUntil(() => item('a').textContent!.includes('已公开'));
    for (const words of ['已交办', '前答复', '请带病历', '只有您能看到', '机构'])
      expect(item('a').textContent).to.contain(words);
    expect(item('a').querySelectorAll('.reply').length).to.equal(1);
    press(item('a'), '看详情');
    await waitUntil(() => item('a').querySelectorAll('.reply').length === 2);
    for (const words of ['原文 id-a', '办理过程', '由清溪县卫生健康局办理'])
      expect(item('a').textContent).to.contain(words);
    expect(item('a').querySelector('[aria-expanded=true]')).not.to.equal(null);
  });

  it('promises a time while nobody has answered', async () => {
    const { says } = await mine(
      [sent('a')],
      owning(() => ({})),
    );
    await says('还没有答复。我们会在');
  });

  it('shows the code only when asked to', async () => {
    const { view, item } = await mine(
      [sent('a')],
      owning(() => ({})),
    );
    expect(view.textContent).not.to.contain('QXHB-A');
    press(item('a'), '显示查询码');
    await waitUntil(() => item('a').textContent!.includes('QXHB-A'));
    expect(buttons(item('a'))).to.include('复制查询码');
  });

  it('says that the state cannot be read, keeps the code at hand, and reads again by button', async () => {
    let down = true;
    const { view, item, says } = await mine([sent('a')], {
      own: async ({ id }) => {
        if (down) throw new HelpBoardError('network');
        return ownRequest(id, { stage: 'answered', answeredAt: at(0) });
      },
    });
    await says('暂时查不到进度');
    expect(buttons(item('a'))).to.deep.equal(['显示查询码']);
    down = false;
    press(view, '看看有没有新进展');
    await says('已答复');
    expect(view.textContent).not.to.contain('暂时查不到进度');
    down = true;
    press(view, '看看有没有新进展');
    await says('暂时查不到进度');
    expect(item('a').textContent, 'what was known stays').to.contain('已答复');
  });

  it('promises no answer for a time that is over, where nothing newer is known', async () => {
    const late = sent('late');
    const { item } = await mine([{ ...late, receipt: { ...late.receipt!, dueAt: at(-HOUR) } }, sent('b')], {
      own: () => Promise.reject(new HelpBoardError('network')),
    });
    await waitUntil(() => item('b').textContent!.includes('前答复您'));
    await waitUntil(() => item('late').textContent!.includes('暂时查不到进度'));
    expect(item('late').textContent).not.to.contain('前答复您');
  });

  it('never shows an unknown stage as done', async () => {
    const { item } = await mine(
      [sent('a')],
      owning(() => ({ stage: 'unknown', timeline: [{ at: at(0), stage: 'unknown', rawLabel: '已归档' }] })),
    );
    await waitUntil(() => item('a').textContent!.includes('状态待确认，对方系统写的是“已归档”'));
    expect(item('a').querySelector('.stage')!.classList.contains('green')).to.equal(false);
  });

  it('withdraws only after asking, then shows how it stands', async () => {
    let stage: OwnRequest['stage'] = 'accepted';
    const handles: OwnHandle[] = [];
    const { item, says } = await mine([sent('a')], {
      ...owning(() => ({ stage })),
      withdraw: async (handle) => {
        handles.push(handle);
        stage = 'withdrawn';
      },
    });
    await says('已受理');
    press(item('a'), '看详情');
    await waitUntil(() => buttons(item('a')).includes('撤回求助'));
    press(item('a'), '撤回求助');
    await says('撤回以后就不再办理了');
    expect(handles).to.deep.equal([]);
    press(item('a').querySelector('.ask')!, '撤回求助');
    await waitUntil(() => item('a').querySelector('.stage')?.textContent === '已撤回');
    expect(handles).to.deep.equal([{ id: 'id-a', token: 'token-a' }]);
    expect(buttons(item('a'))).not.to.include('撤回求助');
  });

  it('says that a withdrawal failed', async () => {
    const { item, says } = await mine([sent('a')], {
      ...owning(() => ({ stage: 'accepted' })),
      withdraw: () => Promise.reject(new HelpBoardError('network')),
    });
    await says('已受理');
    press(item('a'), '看详情');
    await waitUntil(() => buttons(item('a')).includes('撤回求助'));
    press(item('a'), '撤回求助');
    await waitUntil(() => item('a').querySelector('.ask'));
    press(item('a').querySelector('.ask')!, '撤回求助');
    await says('没有撤回成功');
  });

  it('takes nothing back that is closed, or where the backend cannot', async () => {
    const closed = await mine(
      [sent('a')],
      owning(() => ({ stage: 'resolved' })),
    );
    await closed.says('已办结');
    press(closed.item('a'), '看详情');
    await closed.says('原文 id-a');
    expect(buttons(closed.view)).not.to.include('撤回求助');
    const cannot = await mine([sent('a')], { ...owning(() => ({})), withdraw: undefined });
    await cannot.says('已交办');
    press(cannot.item('a'), '看详情');
    await cannot.says('原文 id-a');
    expect(buttons(cannot.view)).not.to.include('撤回求助');
  });

  it('shows hostile text as text', async () => {
    const reply = {
      id: '1',
      author: HOSTILE,
      role: 'department',
      body: HOSTILE,
      at: at(0),
      kind: 'answer',
    } as const;
    const { view, item } = await mine(
      [sent('a'), entry('b', { summary: HOSTILE })].map((one) => ({ ...one, summary: HOSTILE })),
      owning(() => ({ body: HOSTILE, replies: [reply] })),
    );
    await waitUntil(() => item('a').querySelector('.reply'));
    press(item('a'), '看详情');
    await waitUntil(() => item('a').querySelector('.body'));
    expect(item('a').querySelector('.body')!.textContent).to.equal(HOSTILE);
    expect(item('b').querySelector('h4')!.textContent).to.equal(HOSTILE);
    expect(view.querySelectorAll('img, script').length).to.equal(0);
    expect((window as { fired?: boolean }).fired).to.equal(undefined);
  });

  it('says that the drafts could not be opened, and tries again', async () => {
    const around = await surround(html`<help-board-mine></help-board-mine>`, {
      outbox: new Error('no code'),
    });
    const view = around.shadowRoot!.querySelector('help-board-mine')!.shadowRoot!;
    await waitUntil(() => view.textContent!.includes('连不上网络'));
    around.outbox = new FakeOutbox([entry('a')]).asOutbox;
    press(view, '再试一次');
    await waitUntil(() => view.textContent!.includes('还没送到的'));
  });

  for (const theme of ['', 'dark'])
    it(`has nothing axe finds wrong, ${theme || 'light'}`, async () => {
      const entries = [
        entry('a', { delivery: 'draft' }),
        entry('b', { failure: { code: 'network' }, nextTryAt: Date.now() + HOUR }),
        entry('c', { delivery: 'attention', failure: { code: 'invalid' } }),
        entry('d', { delivery: 'maybe' }),
        sent('e'),
        sent('f'),
      ];
      const { around, item } = await mine(
        entries,
        {
          own: async ({ id }) => {
            if (id === 'id-f') throw new HelpBoardError('network');
            return ownRequest(id, {
              replies: [
                {
                  id: '1',
                  author: '林',
                  role: 'volunteer',
                  body: '来了',
                  at: at(0),
                  kind: 'answer',
                  audience: 'requester',
                },
              ],
            });
          },
        },
        theme,
      );
      await waitUntil(
        () => item('e').querySelector('.reply') && item('f').textContent!.includes('暂时查不到'),
      );
      press(item('a'), '删除');
      press(item('e'), '看详情');
      press(item('e'), '显示查询码');
      await waitUntil(() => item('e').querySelector('.timeline') && item('a').querySelector('.ask'));
      expect(await findings(around)).to.deep.equal([]);
    });
});
