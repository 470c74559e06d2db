import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { EMERGENCY_RULES, emergenciesIn, TEMPLATES } from '../../../src/model/index.js';

const numbers = (text: string, rules = EMERGENCY_RULES) =>
  emergenciesIn(text, rules).map(({ number }) => number);

const alarms: [string, string][] = [
  ['胸痛喘不上气', '120'],
  ['我爸突然胸口疼，出冷汗', '120'],
  ['奶奶叫不醒了', '120'],
  ['老婆羊水破了，怎么去医院', '120'],
  ['孕38周，宫缩五分钟一次', '120'],
  ['爷爷中风了，半边身子动不了', '120'],
  ['孩子误服了降压药', '120'],
  ['邻居家着火了', '119'],
  ['楼道里电动车冒烟', '119'],
  ['闻到煤气漏了', '119'],
  ['老人困在电梯里', '119'],
  ['老公喝酒后家暴', '110'],
  ['保安动手打人', '110'],
  ['我妈走丢了，有老年痴呆', '110'],
  ['八岁的孩子不见了', '110'],
  ['一个人隔离，不想活了', '12356'],
  ['我快崩溃了，每天睡不着', '12356'],
];

const calm = [
  '被封在家里二十天了，什么时候解封',
  '困在家里出不去，菜也抢不到',
  '被困在外地回不来，想回清溪',
  '被困隔离点，没人管',
  '系统崩溃了，健康码打不开',
  '小程序一直崩溃，核酸登记不了',
  '从中风险地区回来要隔离吗',
  '高中风险区名单在哪里看',
  '客服电话拨打人工一直占线',
  '街道电话被打爆了，打不进去',
  '我妈在车站等着火车，能不能上',
  '一家人吃火锅，一起火速买的菜',
  '急着火化手续怎么办',
  '拨打我的手机就行，或者打我老婆的电话',
  '气得说不出话，委屈埋在心里',
  '快递失踪了三天，查不到物流',
  '店里撑不下去了，房租能不能减',
  '不想活动，就想知道什么时候能出门',
  '思想死板，一刀切',
  '这是道德绑架',
  '打破水管了，厨房漏水',
  '孩子要生病了，没有退烧药',
  '嗓子冒烟，想要一箱矿泉水',
  '消防通道堵住了，有火灾隐患',
  '小区没有呼吸内科，去哪里复诊',
  '家里没菜了，独居老人不会用手机买',
  '母亲78岁透析，求一辆能出小区的车',
  '爱人的靶向药断了，12345问过了',
  '健康码突然变红，没出过县',
  '网课没有电脑，想借一台平板',
  '晚上睡不着，想找人说说话',
  '',
];

describe('emergency rules', () => {
  for (const [text, number] of alarms)
    it(`say ${number} to: ${text}`, () => assert.deepEqual(numbers(text), [number]));

  for (const text of calm)
    it(`keep quiet at: ${text || 'nothing'}`, () => assert.deepEqual(numbers(text), []));

  it('are not fooled by spaces, marks, emoji and full-width letters between the words', () => {
    const between = fc.constantFrom(
      '',
      ' ',
      '、',
      '，',
      '…',
      '！',
      '\n',
      '\u3000',
      '*',
      '😭',
      '-',
      '\u200b',
      '~',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...EMERGENCY_RULES.flatMap((rule) => rule.keywords.map((word) => ({ rule, word })))),
        fc.array(between, { minLength: 8, maxLength: 8 }),
        fc.constantFrom('', '急！', '我家', '请问'),
        ({ rule, word }, gaps, before) => {
          const text = before + Array.from(word, (unit, i) => unit + (gaps[i] ?? '')).join('');
          assert.ok(numbers(text).includes(rule.number), text);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('put the number that saves a life before the general hotline, wherever the board has it', () => {
    const hotline = { number: '12345', label: '热线', keywords: ['胸痛', '没菜'] };
    assert.deepEqual(numbers('胸痛', [hotline, ...EMERGENCY_RULES]), ['120', '12345']);
  });

  it('of several kinds come in the order of the board', () => {
    assert.deepEqual(numbers('家着火了，爷爷昏迷'), ['120', '119']);
  });

  it('never go off at an empty keyword', () => {
    assert.deepEqual(numbers('你好', [{ number: '120', label: '', keywords: ['', '、'] }]), []);
  });

  it('take being trapped as danger in a flood, and as a lockdown in an epidemic', () => {
    assert.deepEqual(numbers('一家三口被困在二楼', TEMPLATES.flood().emergencyRules), ['119']);
    assert.deepEqual(numbers('一家三口被困在二楼', TEMPLATES.epidemic().emergencyRules), []);
  });

  it('are made of keywords that fit the schema and are there once', () => {
    for (const { keywords } of EMERGENCY_RULES) {
      assert.equal(new Set(keywords).size, keywords.length);
      for (const word of keywords) assert.ok(word.length >= 2 && word.length <= 20, word);
    }
  });
});
