import { aTimeout, expect, waitUntil } from '@open-wc/testing';
import { createMemoryAdapter } from '../../../src/adapters/memory/index.js';
import { HelpBoardError } from '../../../src/adapters/errors.js';
import { createOutbox } from '../../../src/drafts/index.js';
import { sendWith } from '../../../src/drafts/send.js';
import { findings } from '../request/surroundings.js';
import { compose, freshScope, unreachable } from './surroundings.js';

const HOSTILE = '<img src=x onerror="window.fired=1"><script>window.fired=1</script>\u202eedoc 👩‍👩‍👧‍👦';

describe('writing', () => {
  it('keeps what is typed on the device, says so, and tells the page', async () => {
    const form = await compose();
    form.type('body', '家里断药了');
    await form.says('已存在本机');
    await waitUntil(() => form.events('draft-saved').length);
    const [entry] = form.outbox.entries();
    expect(entry!.delivery).to.equal('draft');
    expect((entry!.content as { body: string }).body).to.equal('家里断药了');
    expect(form.events('draft-saved')[0]!.detail).to.deep.equal({ key: entry!.key });
  });

  it('recognises an entry by its first words, numbers covered', async () => {
    const form = await compose();
    form.type('body', `请打 13800001234 找我${'啊'.repeat(80)}`);
    await waitUntil(() => form.outbox.entries().length);
    const { summary } = form.outbox.entries()[0]!;
    expect(summary).to.match(/^请打 138\*\*\*\*1234 找我/);
    expect(Array.from(summary)).to.have.length(60);
  });

  it('brings everything back after a reload, and says so', async () => {
    const scope = freshScope();
    const before = await compose({ scope });
    before.type('body', '写到一半，\n电话来了');
    before.type('phone', '10000005678');
    before.option('生活物资').click();
    before.option('很紧急').click();
    before.option('12345热线').click();
    await waitUntil(() => (before.outbox.entries()[0]?.content as { tried?: string[] })?.tried?.length);
    before.outbox.close();
    before.leave();

    const after = await compose({ scope });
    await after.says('上次写的还在');
    expect(after.field('body').value).to.equal('写到一半，\n电话来了');
    expect(after.field('phone').value).to.equal('10000005678');
    expect(after.option('生活物资').checked).to.equal(true);
    expect(after.option('很紧急').checked).to.equal(true);
    expect(after.option('12345热线').checked).to.equal(true);
    expect(after.view.querySelector('details')!.open).to.equal(true);
  });

  it('goes on under the same key when the board was taken off the page and put back, and is sent', async () => {
    const scope = freshScope();
    const form = await compose({ scope });
    await form.fill('家里没有米了');
    await form.says('已存在本机');
    await waitUntil(() => form.outbox.entries().length);
    const { key } = form.outbox.entries()[0]!;
    const page = form.around.parentElement!;
    form.around.remove();
    form.outbox.close();
    const next = createOutbox({ scope, send: sendWith(form.adapter) });
    form.around.outbox = async () => next;
    page.append(form.around);
    await next.ready;
    form.type('body', '家里没有米了，油也没有了');
    await waitUntil(
      () => (next.entries()[0]?.content as { body?: string })?.body === '家里没有米了，油也没有了',
    );
    form.press('发送求助');
    await form.says('已送达');
    expect(next.entries().map((entry) => [entry.key, entry.delivery])).to.deep.equal([[key, 'sent']]);
    next.close();
  });

  it('starts over only after asking, and then nothing is left', async () => {
    const scope = freshScope();
    const before = await compose({ scope });
    before.type('body', '不要了');
    await before.says('已存在本机');
    before.outbox.close();
    before.leave();
    const form = await compose({ scope });
    await form.says('上次写的还在');
    form.press('删掉这一份');
    await form.says('找不回来');
    expect(form.field('body').value).to.equal('不要了');
    form.view.querySelector<HTMLElement>('.danger')!.click();
    await waitUntil(() => form.field('body').value === '');
    expect(form.outbox.entries()).to.have.length(0);
  });

  it('fills in what the page knows, without touching what was typed', async () => {
    const scope = freshScope();
    const before = await compose({ scope });
    before.type('body', '我写的');
    before.type('phone', '222222222');
    await before.says('已存在本机');
    before.outbox.close();
    before.leave();
    const user = { name: '王女士', phone: '10000001111' };
    const prefill = { category: 'medicine', body: '药断了', tried: ['医院'] };
    const form = await compose({ scope, user, prefill });
    await waitUntil(() => form.field('body').value === '我写的\n药断了');
    expect(form.field('phone').value).to.equal('222222222');
    expect(form.field('name').value).to.equal('王女士');
    expect(form.option('用药').checked).to.equal(true);
    expect(form.option('医院').checked).to.equal(true);
  });

  it('focuses the text when somebody asked for the form, else the heading', async () => {
    const asked = await compose({ prefill: {} });
    await waitUntil(() => asked.view.activeElement === asked.field('body'));
    const shown = await compose();
    await waitUntil(() => shown.view.activeElement?.tagName === 'H2');
  });

  it('shows hostile text as text', async () => {
    const scope = freshScope();
    const before = await compose({ scope });
    before.type('body', HOSTILE);
    before.type('name', HOSTILE);
    await before.says('已存在本机');
    before.outbox.close();
    before.leave();
    const form = await compose({ scope });
    await waitUntil(() => form.field('body').value === HOSTILE);
    expect(form.view.querySelector('img, script')).to.equal(null);
    expect((window as { fired?: number }).fired).to.equal(undefined);
  });

  it('says it when the device keeps nothing, and gives the text out', async () => {
    const adapter = createMemoryAdapter();
    const outbox = createOutbox({ scope: freshScope(), send: sendWith(adapter) });
    Object.defineProperty(outbox, 'keeping', { value: 'memory' });
    const form = await compose({ adapter, outbox });
    form.type('body', '存不下来的');
    await form.says('关掉页面就没有了');
    form.press('复制我写的内容');
    expect(form.view.textContent).not.to.contain('已存在本机');
  });

  it('loses nothing on Escape or Enter, and goes back with the draft kept', async () => {
    const form = await compose();
    form.type('body', '第一行');
    for (const key of ['Enter', 'Escape'])
      form.field('body').dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
    form.field('phone').form!.requestSubmit();
    await form.says('已存在本机');
    expect(form.field('body').value).to.equal('第一行');
    expect(form.events('submit')).to.have.length(0);
    form.press('返回');
    expect(form.around.went).to.deep.equal([{ view: 'feed' }]);
    expect(form.outbox.entries()[0]!.delivery).to.equal('draft');
  });
});

describe('emergencies', () => {
  it('puts 120 to tap at once, and stands in nobody’s way', async () => {
    const form = await compose();
    form.type('body', '胸痛，喘不上气');
    await form.has('a[href="tel:120"]');
    expect(form.view.querySelector('a[href="tel:120"]')!.closest('[role=alert]')).not.to.equal(null);
    await form.fill('胸痛，喘不上气');
    form.press('发送求助');
    await form.says('已送达');
  });

  it('does so with the backend down, and keeps the draft', async () => {
    const adapter = unreachable(createMemoryAdapter(), new HelpBoardError('network'));
    const form = await compose({ adapter, board: false });
    form.type('body', '胸痛喘不上气');
    await form.has('a[href="tel:120"]');
    await form.says('已存在本机');
    await form.says('现在连不上求助平台');
  });

  it('reminds of the numbers when somebody says it is very urgent', async () => {
    const form = await compose();
    form.option('很紧急').click();
    for (const number of ['120', '119', '110']) await form.has(`a[href="tel:${number}"]`);
  });
});

describe('choosing', () => {
  it('keeps medical requests with the desk unless the person chooses otherwise', async () => {
    const form = await compose();
    form.option('出行返乡').click();
    await form.element.updateComplete;
    expect(form.option('公开').checked).to.equal(true);
    form.option('就医').click();
    await form.element.updateComplete;
    expect(form.option('只给工作人员看').checked).to.equal(true);
    await form.says('要去哪家医院');
    form.option('公开').click();
    form.option('用药').click();
    await form.element.updateComplete;
    expect(form.option('公开').checked).to.equal(true);
  });

  it('asks for each consent that is needed, and records its version', async () => {
    const form = await compose();
    form.option('就医').click();
    form.option('我是替别人求助').click();
    await form.element.updateComplete;
    const boxes = [...form.view.querySelectorAll('[id^="f-consent"]')].map(({ id }) => id);
    expect(boxes).to.deep.equal(['f-consent-privacy', 'f-consent-health', 'f-consent-onBehalf']);
    form.type('body', '透析');
    form.type('phone', '10000005678');
    form.agree();
    await form.element.updateComplete;
    form.press('发送求助');
    await form.says('已送达');
    const { consents, forSomebodyElse, visibility } = form.submitted();
    expect(consents).to.deep.equal({ privacy: '2026-01', health: '2026-01', onBehalf: '2026-01' });
    expect({ forSomebodyElse, visibility }).to.deep.equal({ forSomebodyElse: true, visibility: 'desk' });
  });
});

describe('sending', () => {
  it('lists what is missing, marks each field, and focuses the first', async () => {
    const form = await compose();
    form.press('发送求助');
    await form.says('还差一点');
    await waitUntil(() => form.view.activeElement === form.field('body'));
    for (const id of ['body', 'phone', 'consent-privacy']) {
      expect(form.field(id).getAttribute('aria-invalid')).to.equal('true');
      for (const described of form.field(id).getAttribute('aria-describedby')!.split(' '))
        expect(form.view.getElementById(described), described).not.to.equal(null);
    }
    form.view.querySelector<HTMLElement>('.problems a[href="#f-phone"]')!.click();
    await waitUntil(() => form.view.activeElement === form.field('phone'));
    form.type('phone', '5678901');
    await form.element.updateComplete;
    expect(form.field('phone').getAttribute('aria-invalid')).to.equal(null);
    expect(form.events('submit')).to.have.length(0);
  });

  it('shows code and promise when it has arrived, and moves the focus there', async () => {
    const form = await compose();
    await form.fill();
    form.press('发送求助');
    await form.says('已收到，审核后公开');
    const { receipt } = form.outbox.entries()[0]!;
    expect(form.view.querySelector('code')!.textContent).to.equal(receipt!.trackingCode);
    expect(form.view.textContent).to.match(/我们会在 .+ 前答复您/);
    expect(form.view.activeElement?.tagName).to.equal('H2');
    expect(form.events('queued')).to.have.length(1);
    expect(form.submitted().source).to.deep.equal({
      channel: 'news-app',
      page: location.origin + location.pathname,
    });
  });

  it('shows no box for a code where the backend gives none', async () => {
    const memory = createMemoryAdapter();
    const form = await compose({
      adapter: {
        ...memory,
        submit: async (submission, options) => ({
          ...(await memory.submit(submission, options)),
          trackingCode: '',
        }),
      },
    });
    await form.fill();
    form.press('发送求助');
    await form.says('已送达');
    expect(form.view.querySelector('.code')).to.equal(null);
  });

  it('sends once, however often the button is pressed', async () => {
    const form = await compose();
    await form.fill();
    const button = form.press('发送求助');
    button.click();
    button.click();
    await form.says('已送达');
    await aTimeout(0);
    expect(form.events('submit')).to.have.length(1);
    expect(form.events('queued')).to.have.length(1);
    expect(form.outbox.entries()).to.have.length(1);
  });

  it('queues nothing when the page prevents it', async () => {
    const form = await compose();
    form.around.onSubmit = (event) => event.preventDefault();
    await form.fill();
    form.press('发送求助');
    await waitUntil(() => form.events('submit').length);
    await aTimeout(0);
    expect(form.events('queued')).to.have.length(0);
    await waitUntil(() => form.outbox.entries().length, 'it is on the device');
    expect(form.outbox.entries()[0]!.delivery).to.equal('draft');
    expect(form.field('body').value).to.contain('透析');
  });

  it('takes a request while the board cannot be reached, and sends it when it can', async () => {
    const real = createMemoryAdapter();
    let down = true;
    const guard = <T>(work: () => Promise<T>) =>
      down ? Promise.reject(new HelpBoardError('network')) : work();
    const adapter = {
      ...real,
      loadBoard: () => guard(() => real.loadBoard()),
      submit: (...all: Parameters<typeof real.submit>) => guard(() => real.submit(...all)),
    };
    const form = await compose({ adapter, board: false });
    await form.says('现在连不上求助平台');
    await form.fill();
    form.press('发送求助');
    await form.says('已存好，等待联网');
    await form.says('连不上网络');
    expect(form.submitted()).to.deep.include({ category: 'other', visibility: 'desk' });
    expect(form.submitted().consents).to.deep.equal({ privacy: 'fallback' });
    down = false;
    await form.outbox.flush();
    await form.says('已送达');
  });

  it('gains the categories when the board comes while somebody types', async () => {
    const real = createMemoryAdapter();
    let down = true;
    const adapter = {
      ...real,
      loadBoard: () => (down ? Promise.reject(new HelpBoardError('network')) : real.loadBoard()),
    };
    const form = await compose({ adapter, board: false });
    await form.says('现在连不上求助平台');
    form.type('body', '先写着');
    form.type('phone', '10000005678');
    form.agree();
    await form.element.updateComplete;
    down = false;
    window.dispatchEvent(new Event('online'));
    await form.has('#f-category');
    expect(form.field('body').value).to.equal('先写着');
    expect(form.field('consent-privacy').checked, 'the text agreed to stays').to.equal(true);
  });

  it('parks what the backend refuses, says why, and takes it back into the form', async () => {
    const real = createMemoryAdapter();
    const adapter = { ...real, submit: () => Promise.reject(new HelpBoardError('invalid', { status: 422 })) };
    const form = await compose({ adapter });
    await form.fill('改一改再发');
    form.press('发送求助');
    await form.says('还没有送到，需要您处理');
    await form.says('有的地方没填对');
    form.press('改一改');
    await waitUntil(() => form.field('body')?.value === '改一改再发');
    form.type('body', '改好了');
    await waitUntil(() => (form.outbox.entries()[0]!.content as { body: string }).body === '改好了');
    expect(form.outbox.entries()).to.have.length(1);
  });

  it('starts another request with who is asking', async () => {
    const form = await compose();
    await form.fill();
    form.press('发送求助');
    await form.says('已送达');
    form.press('再写一条求助');
    await form.has('textarea');
    expect(form.field('body').value).to.equal('');
    expect(form.field('phone').value).to.equal('10000005678');
  });

  it('takes nothing new on a closed board, and gives back what was typed', async () => {
    const scope = freshScope();
    const before = await compose({ scope });
    before.type('body', '关门前写的');
    await before.says('已存在本机');
    before.outbox.close();
    before.leave();
    const form = await compose({
      scope,
      adapter: createMemoryAdapter({ board: { open: false } }),
      board: false,
    });
    await form.says('现在不收新的求助');
    await waitUntil(() => form.field('body')?.value === '关门前写的');
    expect(form.field<HTMLTextAreaElement>('body').readOnly).to.equal(true);
    await form.has('a[href="tel:120"]');
    expect(
      [...form.view.querySelectorAll('button')].map((button) => button.textContent!.trim()),
    ).not.to.include('发送求助');
  });
});

describe('for everybody', () => {
  for (const theme of ['', 'dark'])
    it(`axe finds nothing in the form, its problems and the receipt${theme ? ' in the dark' : ''}`, async () => {
      const form = await compose({ theme });
      form.type('body', '胸痛');
      form.option('就医').click();
      form.option('很紧急').click();
      form.view.querySelector('details')!.open = true;
      form.press('发送求助');
      await form.says('还差一点');
      expect(await findings(form.around)).to.deep.equal([]);
      await form.fill();
      form.agree();
      await form.element.updateComplete;
      form.press('发送求助');
      await form.says('已送达');
      expect(await findings(form.around)).to.deep.equal([]);
    });

  it('can be reached with the keyboard alone: everything is a native control', async () => {
    const form = await compose();
    const clickable = [
      ...form.view.querySelectorAll<HTMLElement>('label.option, button, summary, a, select'),
    ];
    for (const target of clickable) {
      const control = target.querySelector('input') ?? target;
      control.focus();
      expect(form.view.activeElement ?? control, control.outerHTML.slice(0, 80)).to.equal(
        control.closest('details:not([open])') && control.tagName !== 'SUMMARY'
          ? form.view.activeElement
          : control,
      );
    }
  });

  it('has targets of 44 px', async () => {
    const form = await compose();
    for (const target of form.view.querySelectorAll<HTMLElement>('button, .option, summary, input.line')) {
      const { height } = target.getBoundingClientRect();
      if (height) expect(height, target.outerHTML.slice(0, 80)).to.be.at.least(43.5);
    }
  });
});
