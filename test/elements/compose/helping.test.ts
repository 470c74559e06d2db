import { aTimeout, expect, waitUntil } from '@open-wc/testing';
import { createMemoryAdapter } from '../../../src/adapters/memory/index.js';
import type { Suggestions } from '../../../src/model/index.js';
import { helpRequest } from '../board/backend.js';
import { findings } from '../request/surroundings.js';
import { compose } from './surroundings.js';

const MINUTE = 60_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();
const HOSTILE = '<img src=x onerror="window.fired=1">';

const found: Suggestions = {
  requests: [
    helpRequest('s1', {
      title: '透析没有车',
      publicBody: '我母亲也要做透析。',
      category: 'medical',
      stage: 'answered',
      answeredAt: ago(20 * MINUTE),
      replies: [
        {
          id: '1',
          author: '卫健局',
          role: 'department',
          body: `拨专线就有车。${HOSTILE}`,
          at: ago(0),
          kind: 'answer',
        },
      ],
    }),
    helpRequest('s2', { publicBody: '透析要去县医院', category: 'medical' }),
  ],
  explainers: [{ id: 'e1', title: '封控期间怎么去透析', body: '拨打就医专线。' }],
};

/** A backend that answers with `found`, or as the test says. */
function suggesting(answer: (text: string) => Promise<Suggestions> = async () => found) {
  const asked: string[] = [];
  const adapter = {
    ...createMemoryAdapter(),
    suggest: (text: string) => {
      asked.push(text);
      return answer(text);
    },
  };
  return { adapter, asked };
}

describe('while somebody writes', () => {
  it('shows what was explained and what others asked, with their answers, in its place', async () => {
    const { adapter } = suggesting();
    const form = await compose({ adapter });
    form.type('body', '母亲要做透析，没有车去医院');
    await form.says('有 3 条也许能帮到您');
    await form.says('封控期间怎么去透析');
    await form.says('20 分钟前答复');
    await form.says('已受理');
    const [explained, similar] = [...form.view.querySelectorAll('.suggested details')];
    for (const one of [explained, similar]) one!.querySelector('summary')!.click();
    expect(explained!.textContent).to.contain('拨打就医专线');
    expect(similar!.textContent).to.contain('拨专线就有车');
    expect(Boolean(form.view.querySelector('.suggested img'))).to.equal(false);
    expect(form.around.went).to.deep.equal([]);
    expect(await findings(form.around)).to.deep.equal([]);
  });

  it('asks once for a pause, with numbers covered, and not again for the same words', async () => {
    const { adapter, asked } = suggesting();
    const form = await compose({ adapter });
    for (const text of ['母亲', '母亲要做透析', '母亲要做透析，电话13800000000']) form.type('body', text);
    await form.says('有 3 条');
    form.type('body', '母亲要做透析，电话13800000000 ');
    await aTimeout(800);
    expect(asked).to.deep.equal(['母亲要做透析，电话138****0000']);
  });

  it('waits until a pinyin syllable is composed', async () => {
    const { adapter, asked } = suggesting();
    const form = await compose({ adapter });
    const body = form.field<HTMLTextAreaElement>('body');
    body.value = '母亲要做tou xi';
    body.dispatchEvent(new InputEvent('input', { isComposing: true }));
    await aTimeout(800);
    expect(asked).to.deep.equal([]);
    body.value = '母亲要做透析';
    body.dispatchEvent(new InputEvent('input', { isComposing: true }));
    body.dispatchEvent(new CompositionEvent('compositionend'));
    await form.says('有 3 条');
    expect(asked).to.deep.equal(['母亲要做透析']);
  });

  it('goes by the newest words, whichever answer comes first', async () => {
    const answers: Record<string, (found: Suggestions) => void> = {};
    const { adapter } = suggesting((text) => new Promise((resolve) => (answers[text] = resolve)));
    const form = await compose({ adapter });
    form.type('body', '母亲要做透析啊');
    await waitUntil(() => answers['母亲要做透析啊']);
    form.type('body', '家里没有米了呀');
    await waitUntil(() => answers['家里没有米了呀']);
    answers['家里没有米了呀']!({ requests: [helpRequest('n', { title: '米从哪里买' })], explainers: [] });
    await form.says('米从哪里买');
    answers['母亲要做透析啊']!(found);
    await aTimeout(20);
    expect(form.view.textContent).not.to.contain('封控期间怎么去透析');
  });

  it('leaves nothing on the screen of a text that was deleted', async () => {
    const { adapter } = suggesting();
    const form = await compose({ adapter });
    form.type('body', '母亲要做透析，没有车去医院');
    await form.says('封控期间怎么去透析');
    await form.outbox.clear();
    await waitUntil(() => !form.view.textContent!.includes('封控期间怎么去透析'));
    form.type('body', '母亲要做透析，没有车去医院');
    await form.says('封控期间怎么去透析');
  });

  it('offers the category that the text is about, and leaves the choice to the person', async () => {
    const form = await compose();
    form.type('body', '我妈每周透析，还要复诊');
    await form.says('看起来是这一类');
    expect(form.option('就医').checked).to.equal(false);
    const offer = form.view.querySelector<HTMLButtonElement>('.guess button')!;
    expect(offer.textContent!.trim()).to.equal('就医');
    offer.click();
    await waitUntil(() => form.option('就医').checked);
    expect(Boolean(form.view.querySelector('.guess'))).to.equal(false);
    form.option('其他').click();
    await waitUntil(() => form.option('其他').checked);
    expect(Boolean(form.view.querySelector('.guess'))).to.equal(false);
  });

  it('says emergency numbers at once, before anything else, and lets everything be sent', async () => {
    const { adapter } = suggesting();
    const form = await compose({ adapter });
    form.type('body', '我爸胸痛，喘不上气');
    await form.has('.first .emergency');
    await form.says('有 3 条');
    const [alarm, suggested] = ['.emergency', '.suggested'].map((one) => form.view.querySelector(one)!);
    const after = alarm!.compareDocumentPosition(suggested!) & Node.DOCUMENT_POSITION_FOLLOWING;
    expect(after).not.to.equal(0);
    await form.fill('我爸胸痛，喘不上气');
    form.press('发送求助');
    await form.says('已送达');
  });
});

describe('how the public sees it', () => {
  const TEXT = '电话13800000000，住东溪花园3幢2单元501室，急用药';

  it('is shown with what is covered marked and counted', async () => {
    const form = await compose();
    form.type('body', TEXT);
    form.option('出行返乡').click();
    form.type('name', '王秀兰');
    await form.says('看看公开后是什么样');
    form.view.querySelector<HTMLElement>('.preview summary')!.click();
    await form.says('自动隐去：电话 1 处、门牌号 1 处');
    const shown = form.view.querySelector('.shown')!;
    expect(shown.textContent).to.contain('王**');
    for (const secret of ['13800000000', '501室', '秀兰']) expect(shown.textContent).not.to.contain(secret);
    expect([...shown.querySelectorAll('mark')].map((mark) => mark.textContent)).to.deep.equal([
      '138****0000',
      '〔门牌已隐藏〕',
    ]);
    form.type('body', '急用药');
    await form.says('没有发现要隐去的');
    expect(await findings(form.around)).to.deep.equal([]);
  });

  it('is not offered where nobody but the desk sees it', async () => {
    const form = await compose();
    form.type('body', TEXT);
    form.option('就医').click();
    await form.element.updateComplete;
    expect(Boolean(form.view.querySelector('.preview'))).to.equal(false);
  });

  it('shows hostile text as text', async () => {
    const form = await compose();
    form.type('body', `${HOSTILE}13800000000${HOSTILE}`);
    form.option('出行返乡').click();
    await form.says('看看公开后是什么样');
    form.view.querySelector<HTMLElement>('.preview summary')!.click();
    await form.has('mark');
    expect(Boolean(form.view.querySelector('.shown img'))).to.equal(false);
  });
});

describe('the place of the device', () => {
  const { getCurrentPosition } = navigator.geolocation;
  afterEach(() => Object.assign(navigator.geolocation, { getCurrentPosition }));
  const locate = (answer: (ok: PositionCallback, failed: PositionErrorCallback) => void) =>
    Object.assign(navigator.geolocation, { getCurrentPosition: answer });
  const here = { coords: { latitude: 28.123456789, longitude: 119.987654321 } } as GeolocationPosition;

  it('goes along only when asked for, rounded, with a consent of its own', async () => {
    let asked = 0;
    locate((ok) => {
      asked++;
      ok(here);
    });
    const form = await compose();
    await form.fill();
    expect(asked).to.equal(0);
    form.press('附上我现在的位置');
    await form.says('已附上您现在的位置');
    form.press('发送求助');
    await form.says('请在同意说明前面打勾');
    form.agree();
    await form.element.updateComplete;
    form.press('发送求助');
    await form.says('已送达');
    const { location, consents } = form.submitted();
    expect(location).to.deep.equal({ latitude: 28.12346, longitude: 119.98765 });
    expect(consents.location).to.be.a('string');
  });

  it('can be taken out again, and then nothing of it is sent', async () => {
    locate((ok) => ok(here));
    const form = await compose();
    await form.fill();
    form.press('附上我现在的位置');
    await form.says('已附上您现在的位置');
    form.press('去掉位置');
    await form.says('附上我现在的位置');
    form.press('发送求助');
    await form.says('已送达');
    expect(form.submitted().location).to.equal(undefined);
  });

  it('found only after sending goes into nothing any more', async () => {
    let found: PositionCallback = () => {};
    locate((ok) => (found = ok));
    const form = await compose();
    await form.fill();
    form.press('附上我现在的位置');
    form.press('发送求助');
    await form.says('已送达');
    found(here);
    await aTimeout(50);
    form.press('再写一条求助');
    await form.says('附上我现在的位置');
    found(here);
    await aTimeout(50);
    expect(form.view.textContent).not.to.contain('已附上您现在的位置');
    expect(JSON.stringify(form.outbox.entries())).not.to.contain('119.98765');
  });

  it('that cannot be had leads to the address', async () => {
    locate((_, failed) => failed({ code: 1 } as GeolocationPositionError));
    const form = await compose();
    form.press('附上我现在的位置');
    await form.says('没有找到您的位置，请在上面写住址');
    expect(await findings(form.around)).to.deep.equal([]);
  });
});
