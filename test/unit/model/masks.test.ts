import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { findMasks, maskName, maskPhone, maskText } from '../../../src/model/masks.js';

const FULL_WIDTH = '０１２３４５６７８９';
const SPOKEN = '零一二三四五六七八九';
const FORMAL = '〇壹贰叁肆伍陆柒捌玖';
const CIRCLED = '⓪①②③④⑤⑥⑦⑧⑨';
const SETS = ['0123456789', FULL_WIDTH, SPOKEN, FORMAL, CIRCLED];

const mobile = fc
  .tuple(fc.constantFrom('3', '4', '5', '6', '7', '8', '9'), fc.stringMatching(/^\d{9}$/))
  .map(([second, rest]) => `1${second}${rest}`);
const gap = fc.constantFrom('', '', '', ' ', '-', '—', '.', '·', '，', '、', '  ', ' - ', '\u200b', '/');
/** Words of every kind, but no digit: beside digits nobody can tell where the number begins. */
const around = fc.constantFrom(
  '',
  '电话',
  '我的号码是：',
  '请打',
  '，谢谢',
  'tel:',
  '\n',
  '（',
  '）',
  '急！',
  '微信同号 ',
  '😀',
  '路',
  '联系人张三',
  'a',
  '室',
  '号',
);

/** All digits of a text, however they are written, as plain ones. */
const plainDigits = (text: string): string =>
  Array.from(text)
    .map(
      (unit) =>
        SETS.map((set) => Array.from(set).indexOf(unit)).find((at) => at >= 0) ?? (unit === '幺' ? 1 : ''),
    )
    .join('');

const written = (digits: string, set: string) =>
  Array.from(digits, (digit) => Array.from(set)[+digit]!).join('');

describe('masks', () => {
  it('leave no mobile number in a text, whatever stands around it and between its digits', () => {
    fc.assert(
      fc.property(
        around,
        mobile,
        fc.array(gap, { minLength: 10, maxLength: 10 }),
        fc.constantFrom(...SETS),
        around,
        (before, number, gaps, set, after) => {
          const spaced = Array.from(number, (digit, i) => digit + (gaps[i] ?? '')).join('');
          const spread = Array.from(number, (digit, i) => written(digit, set) + (gaps[i] ?? '')).join('');
          // One or two digits and then a date are read as such: 15 2022-03-16 8.
          fc.pre(!/^\D*(\d\D*){0,2}(19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}(?!\d)/.test(spaced));
          const masked = maskText(before + spread + after);
          assert.ok(!plainDigits(masked).includes(number), `${before}${spread}${after} → ${masked}`);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('leave no mobile number among others', () => {
    fc.assert(
      fc.property(
        fc.array(mobile, { minLength: 2, maxLength: 5 }),
        fc.constantFrom(' ', '、', ',', '或'),
        (numbers, by) => {
          const masked = maskText(numbers.join(by));
          for (const number of numbers) assert.ok(!masked.includes(number), masked);
        },
      ),
    );
  });

  it('leave no mobile number that is written as 幺三八', () => {
    assert.equal(maskText('打幺三八零零零零幺二三四'), '打〔电话已隐藏〕');
    assert.equal(maskText('一三八 零零零零 一二三四'), '〔电话已隐藏〕');
    assert.equal(maskText('1️⃣3️⃣8️⃣0️⃣0️⃣0️⃣0️⃣1️⃣2️⃣3️⃣4️⃣').replace(/[\ufe0f\u20e3]/g, ''), '〔电话已隐藏〕');
    assert.equal(maskText('𝟏𝟑𝟖𝟎𝟎𝟎𝟎𝟏𝟐𝟑𝟒').replace(/[\ud835\udc00-\udfff]/g, ''), '〔电话已隐藏〕');
  });

  it('leave no ID card in a text', () => {
    const card = fc
      .tuple(
        fc.integer({ min: 110000, max: 659999 }),
        fc.date({ min: new Date('1920-01-01'), max: new Date('2022-12-31'), noInvalidDate: true }),
        fc.stringMatching(/^\d{3}[\dxX]$/),
      )
      .map(([area, born, end]) => `${area}${born.toISOString().slice(0, 10).replace(/-/g, '')}${end}`);
    fc.assert(
      fc.property(around, card, fc.constantFrom('', ' ', '-'), around, (before, number, by, after) => {
        const shown = [number.slice(0, 6), number.slice(6, 14), number.slice(14)].join(by);
        // A letter right behind the X would make it a word.
        const masked = maskText(`${before}${shown}${/^[a-z]/i.test(after) ? ' ' : ''}${after}`);
        assert.ok(!masked.includes(shown) && !/\d{6}/.test(masked), masked);
      }),
      { numRuns: 1000 },
    );
  });

  it('leave no car plate in a text', () => {
    const plate = fc
      .tuple(
        fc.constantFrom(...'京沪浙苏粤新云'),
        fc.constantFrom(...'ABCD'),
        fc.stringMatching(/^[A-HJ-NP-Z0-9]{4}[0-9][A-HJ-NP-Z0-9]?$/),
      )
      .map((parts) => parts);
    fc.assert(
      fc.property(
        plate,
        fc.constantFrom('', '·', ' ', '-'),
        fc.boolean(),
        around,
        ([where, letter, tail], by, small, after) => {
          const shown = `${where}${small ? letter.toLowerCase() : letter}${by}${small ? tail.toLowerCase() : tail}`;
          const masked = maskText(`车牌${shown}${/^[a-z]/i.test(after) ? '' : after}`);
          assert.ok(!masked.includes(tail) && !masked.includes(tail.toLowerCase()), `${shown} → ${masked}`);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it('leave no WeChat or QQ account in a text', () => {
    const account = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9_-]{5,18}$/);
    const said = fc.constantFrom(
      '微信',
      '微信号：',
      '微信：',
      'VX ',
      'vx:',
      '加我微信 ',
      'wechat id: ',
      'v信',
      'ＶＸ：',
      '加v：',
    );
    fc.assert(
      fc.property(said, account, (word, id) => {
        const masked = maskText(`${word}${id}，谢谢`);
        assert.ok(!masked.includes(id), masked);
      }),
      { numRuns: 1000 },
    );
    assert.equal(maskText('QQ：123456789'), 'QQ：〔账号已隐藏〕');
    assert.equal(maskText('邮箱 wang.wu+help@mail.example.cn 可以'), '邮箱 〔账号已隐藏〕 可以');
  });

  it('change nothing when they are put on twice', () => {
    const piece = fc.oneof(
      mobile,
      around,
      gap,
      fc.constantFrom(
        '3幢2单元501室',
        '3-2-501',
        '和平路12号',
        '浙A12345',
        '电话',
        '微信',
        'abc_123',
        '62220000',
        '0571-88888888',
        '330102194801011234',
        '138****0000',
        '〔电话已隐藏〕',
        '号',
        '12',
        '4',
        '0139',
      ),
      fc.string({ maxLength: 6 }),
      fc.string({ maxLength: 6, unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const once = maskText(pieces.join(''));
        assert.equal(maskText(once), once);
      }),
      { numRuns: 3000 },
    );
  });

  it('name places that lie in the text, in order and apart', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(mobile, around, fc.string()), { maxLength: 10 }), (pieces) => {
        const text = pieces.join('');
        let at = 0;
        for (const { start, end } of findMasks(text)) {
          assert.ok(start >= at && end > start && end <= text.length);
          at = end;
        }
      }),
    );
  });

  const untouched = [
    '急事请拨打110、119、120，或者12345热线',
    '12345的同志让我到这里来问问，12356也打了',
    '打了4001234567和400-123-4567都没人接，95598也占线，96345转不进去',
    '拨打 400-1234-567 或者 800-810-8888',
    '从2022-03-15到2022-04-02一直封着，2022.3.15-2022.4.2一共19天',
    '2022/3/15、2022/3/16、2022/3/17三天都是阴性',
    '2022-03-15、2022-03-16 8点，3月15 2022-03-16',
    '2022年3月15日 10:30采样，3月16日 08:00出报告',
    '药费1380元，房租15000元，一共18,500.50元，押金13.8万',
    '母亲78岁，每周三次透析，血压150/90，早上160/95，血糖11.2',
    '体温38.5、39.1、38.9，吃了2次退烧药，每次1片',
    '家里12号断药，小区20号解封，村里8号开始做核酸',
    '1、3、5、6、7、8、9、10、11号楼都没有菜',
    '3号楼、5号楼、6号楼都封了，只有2号楼能出去',
    '我家住城南小区，物业不管，楼下堆满垃圾',
    '高三（3）班45个学生上网课，101教室空着也不开',
    '一二三四五楼的老人都下不来',
    '街道15号通知说要解封，到现在18号了也没人知道12号以后怎么办',
    '健康码是红码，7天5检，14+7还是3+11',
    '微信群里说可以出去，微信小程序打不开，QQ音乐也登不上',
    '打微信电话没人接，打12345也没人接，打了100多次',
    '新冠Omicron BA.2是什么，云南白药COVID19能不能用',
    '身份证丢了，护照过期了，电话打不通，手机也坏了',
    '二〇二二年三月十五日开始，一共三十八天',
    '胰岛素300单位，奥希替尼80mg*30片，一盒4,960元',
    '请问G1234次、K8501次列车和203路、B12路公交什么时候恢复',
  ];
  for (const text of untouched) it(`leave alone: ${text}`, () => assert.equal(maskText(text), text));

  const covered: [string, string][] = [
    ['请打13800000000找我', '请打138****0000找我'],
    ['请打 138 0000 0000 找我', '请打 〔电话已隐藏〕 找我'],
    ['138-2022-03-16', '〔电话已隐藏〕'],
    ['电话：１３８００００００００', '电话：〔电话已隐藏〕'],
    ['+86-138-0000-0000', '+86-〔电话已隐藏〕'],
    ['(0571)88880000或0571-88880000转8001', '(〔电话已隐藏〕或〔电话已隐藏〕转8001'],
    ['家里电话 8888 0000', '家里电话 〔电话已隐藏〕'],
    ['身份证330102194801011234', '身份证〔证件号已隐藏〕'],
    ['身份证 330102 19480101 123X。', '身份证 〔证件号已隐藏〕。'],
    ['护照号E12345678', '护照号〔证件号已隐藏〕'],
    ['卡号6222 0000 0000 0000 000', '卡号〔号码已隐藏〕'],
    ['我的车浙A·D12345进不来', '我的车〔车牌已隐藏〕进不来'],
    ['浙 A 1 2 3 4 5', '〔车牌已隐藏〕'],
    ['住在城南小区3幢2单元501室', '住在城南小区〔门牌已隐藏〕'],
    ['城南小区3-2-501', '城南小区〔门牌已隐藏〕'],
    ['城南小区三幢二单元五零一', '城南小区〔门牌已隐藏〕五零一'],
    ['和平路12号', '和平路〔门牌已隐藏〕'],
    ['人民大道188号3单元', '人民大道〔门牌已隐藏〕'],
    ['李家村128号', '李家村〔门牌已隐藏〕'],
    ['柳浦村3组12号', '柳浦村3组〔门牌已隐藏〕'],
    ['隔离在清溪宾馆806室', '隔离在清溪宾馆〔门牌已隐藏〕'],
    ['住3幢2单元13800000000', '住〔门牌已隐藏〕138****0000'],
    ['微信 doctor_2022 或 wechat id: idol2022', '微信 〔账号已隐藏〕 或 wechat id: 〔账号已隐藏〕'],
    ['微信lovely_2020，也可以加v：abc12345', '微信〔账号已隐藏〕，也可以加v：〔账号已隐藏〕'],
  ];
  for (const [text, masked] of covered) it(`cover: ${text}`, () => assert.equal(maskText(text), masked));

  it('take linear time on hostile text of 10,000 characters', () => {
    const hostile = [
      '1',
      '1 ',
      '13',
      '1-',
      '微信',
      '微信 ',
      '3幢',
      '3幢2单元',
      '路1号',
      'a@',
      'a.',
      '@a.',
      '浙A1',
      '浙A ',
      '电话',
      '1、',
      '138 ',
      '２',
      '一',
      '2026-1-1',
      '〔',
      '138****0000',
      '0571',
      '6222 ',
      '里1号',
      'x',
      ' ',
      '\u200b',
      '1,,,',
      '330102 ',
    ];
    for (const piece of hostile) {
      const text = piece.repeat(Math.ceil(10_000 / piece.length));
      const before = performance.now();
      maskText(text);
      const took = performance.now() - before;
      assert.ok(took < 400, `${piece}: ${took} ms`);
    }
  });
});

describe('maskName', () => {
  it('keeps the surname and nothing else', () => {
    assert.equal(maskName('王小明'), '王**');
    assert.equal(maskName(' 欧阳娜娜 '), '欧阳**');
    assert.equal(maskName('欧阳'), '欧**');
    assert.equal(maskName('😀笑'), '😀**');
    assert.equal(maskName('\u202e张三'), '张**');
    assert.equal(maskName('   '), '');
  });
});

describe('maskPhone', () => {
  it('keeps three digits in front and four behind', () => {
    assert.equal(maskPhone('138 0000 1234'), '138****1234');
    assert.equal(maskPhone('12345'), '****');
  });
});
