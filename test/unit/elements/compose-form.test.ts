import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  isBlank,
  prefilled,
  readForm,
  visibilityOf,
  type Form,
} from '../../../src/elements/board/compose/form.js';
import {
  attributesOf,
  consentsOf,
  problemsOf,
  toSubmission,
} from '../../../src/elements/board/compose/submission.js';
import { summaryOf } from '../../../src/elements/board/writing/summary.js';
import { TEMPLATES, type Board } from '../../../src/model/index.js';

const board: Board = { ...TEMPLATES.epidemic(), key: 'qingxi', title: '清溪', region: '清溪县' };
const form = (changes: Partial<Form> = {}): Form => ({ ...readForm({}), ...changes });
const agreed = { privacy: '2026-01' };
const good = form({ body: '要帮忙', category: 'travel', phone: '10000005678', consents: agreed });
const fields = (of: Form, on?: Board) => problemsOf(of, on).map(({ field, kind }) => `${field} ${kind}`);
const submission = (of: Form, on: Board | undefined = board) =>
  toSubmission(of, {
    board: on,
    photos: [],
    channel: '',
    page: 'https://x.cn/a?tel=138#b',
    now: new Date(0),
  });

describe('a form as it was kept', () => {
  it('is read whatever is on the disk, and writes back the same', () => {
    fc.assert(
      fc.property(fc.anything(), (content) => {
        const read = readForm(content);
        assert.equal(typeof read.body, 'string');
        assert.deepEqual(readForm(JSON.parse(JSON.stringify(read))), read);
      }),
    );
  });

  it('is blank while nothing in it would be missed', () => {
    assert.ok(isBlank(form({ body: '  \n', urgency: 'critical' })));
    for (const some of [{ body: 'a' }, { phone: '1' }, { category: 'other' }, { tried: ['医院'] }])
      assert.ok(!isBlank(form(some)));
  });
});

describe('prefilling', () => {
  it('never takes away what was typed', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (body, more, phone) => {
        const filled = prefilled(form({ body, phone }), { phone: '2' }, { body: more });
        assert.ok(filled.body.startsWith(body));
        assert.equal(filled.phone, phone || '2');
        assert.deepEqual(prefilled(filled, {}, { body: more }), filled, 'twice is once');
      }),
    );
  });
});

describe('the summary', () => {
  it('never holds a phone number, and cuts no character in two', () => {
    assert.ok(!summaryOf(form({ body: `${'字'.repeat(52)}13800001234` })).includes('138000'));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (body) => {
        const summary = summaryOf(form({ body }));
        assert.ok(Array.from(summary).length <= 60);
      }),
    );
  });
});

describe('who may read it', () => {
  it('is the desk for medical matters, minors and what nobody can place, until the person chose', () => {
    assert.equal(visibilityOf(form({ category: 'travel' }), board), 'public');
    for (const category of ['medical', 'maternity', 'mental-health', 'education'])
      assert.equal(visibilityOf(form({ category }), board), 'desk');
    assert.equal(visibilityOf(form(), undefined), 'desk');
    assert.equal(visibilityOf(form({ category: 'medical', visibility: 'public' }), board), 'public');
  });
});

describe('what stands in the way of sending', () => {
  it('is told in the order of the form', () => {
    assert.deepEqual(fields(form(), board), [
      'body body',
      'category category',
      'phone phone',
      'consent-privacy consent',
    ]);
    assert.deepEqual(fields(good, board), []);
  });

  it('is no category where there is none to choose', () => {
    assert.deepEqual(fields({ ...good, category: '', consents: { privacy: 'fallback' } }), []);
    const one = { ...board, categories: board.categories.slice(0, 1), attributes: [] };
    assert.equal(submission({ ...good, category: '' }, one).category, 'medical');
  });

  it('is no unusual phone number', () => {
    for (const phone of [
      '8762345',
      '+86 138-0000-0000',
      '0579-87000000转12',
      '６６１２',
      '短号 612',
      '一三八',
    ])
      assert.deepEqual(fields({ ...good, phone }, board), [], phone);
    for (const phone of ['', '  ', '没有'])
      assert.deepEqual(fields({ ...good, phone }, board), ['phone phone']);
  });

  it('is what the board requires, with the board’s own word for it', () => {
    const asking = {
      ...board,
      attributes: [
        { code: 'site', datatype: 'string' as const, description: '隔离点', required: true, order: 1 },
        { code: 'people', datatype: 'number' as const, description: '人数', required: false, order: 2 },
      ],
    };
    assert.deepEqual(problemsOf({ ...good, answers: { people: '好几个' } }, asking), [
      { field: 'attribute-site', kind: 'missing', label: '隔离点' },
      { field: 'attribute-people', kind: 'number', label: '人数' },
    ]);
    const answers = { site: '清溪宾馆', people: ' 3 ', gone: 'x' };
    assert.deepEqual(submission({ ...good, answers }, asking).attributes, { site: '清溪宾馆', people: 3 });
  });

  it('is a text that is too long, which is never cut', () => {
    assert.deepEqual(fields({ ...good, body: '字'.repeat(10_001) }, board), ['body bodyLong']);
    assert.deepEqual(fields({ ...good, name: '字'.repeat(61) }, board), ['name long']);
  });
});

describe('consents', () => {
  it('keep showing the text that was agreed to when the board comes later', () => {
    const early = { ...good, consents: { privacy: 'fallback' } };
    assert.deepEqual(consentsOf(early, board), [
      { kind: 'privacy', version: 'fallback', text: undefined, agreed: true },
    ]);
    assert.equal(submission(early).consents.privacy, 'fallback');
  });

  it('are asked anew when the text has changed', () => {
    assert.equal(consentsOf({ ...good, consents: { privacy: '2025-12' } }, board)[0]!.agreed, false);
  });

  it('for matters no longer asked about are not sent', () => {
    const consents = { ...agreed, health: '2026-01' };
    assert.deepEqual(submission({ ...good, consents }).consents, agreed);
  });
});

describe('a submission', () => {
  it('names the page without its query, and leaves out what is empty', () => {
    assert.deepEqual(submission(good), {
      category: 'travel',
      urgency: 'routine',
      body: '要帮忙',
      contact: { name: '', phone: '10000005678' },
      visibility: 'public',
      tried: [],
      attributes: {},
      attachments: [],
      consents: agreed,
      composedAt: '1970-01-01T00:00:00.000Z',
      source: { page: 'https://x.cn/a' },
    });
  });

  it('asks only the questions of its category', () => {
    const codes = (category: string) => attributesOf(form({ category }), board).map(({ code }) => code);
    assert.ok(codes('medical').includes('isolation-site'));
    assert.ok(!codes('parcels').includes('isolation-site'));
  });
});
