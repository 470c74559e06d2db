import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ERROR_CODES } from '../../../src/adapters/error-codes.js';
import { HelpBoardError, isFinal } from '../../../src/adapters/errors.js';
import {
  ATTENTION_AFTER,
  judgeAnswer,
  judgeFailure,
  type Circumstances,
} from '../../../src/drafts/policy.js';

const key = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
const receipt = {
  key,
  id: 'r1',
  trackingCode: 'C',
  token: 't',
  stage: 'submitted',
  receivedAt: '2026-04-01T00:00:00Z',
  dueAt: '2026-04-01T03:00:00Z',
} as const;
const foreign = { ...receipt, key: '00000000-0000-4000-8000-000000000000' };
const at = (changes: Partial<Circumstances> = {}): Circumstances => ({
  key,
  tries: 1,
  online: true,
  dedupe: 'key',
  random: () => 1,
  ...changes,
});
const error = (code: (typeof ERROR_CODES)[number], details = {}) => new HelpBoardError(code, details);

describe('policy: answer → what happens', () => {
  const again = { delivery: 'queued', wait: 2_000 };
  const table: Array<[name: string, thrown: unknown, circumstances: Circumstances, expected: object]> = [
    ['no answer', error('network'), at(), again],
    ['our own time-out', error('aborted'), at(), again],
    ["a captive portal's page", error('bad-answer', { status: 200 }), at(), again],
    ['a 500', error('server', { status: 500 }), at(), again],
    ["a firewall's 403, which is not a problem document", error('bad-answer', { status: 403 }), at(), again],
    [
      'busy, with Retry-After',
      error('rate-limited', { retryAfter: 30 }),
      at(),
      { delivery: 'queued', wait: 32_000 },
    ],
    [
      'a Retry-After of a year',
      error('server', { retryAfter: 31_536_000 }),
      at(),
      { delivery: 'queued', wait: 3_602_000 },
    ],
    ['a negative Retry-After', error('server', { retryAfter: -5 }), at(), again],
    ['the token ran out', error('unauthorized'), at(), { delivery: 'queued', wait: 0 }],
    [
      'the fresh token is refused too',
      error('unauthorized'),
      at({ previous: 'unauthorized', tries: 2 }),
      { delivery: 'queued', wait: 4_000 },
    ],
    ['a challenge', error('challenge-required'), at(), again],
    ['a photo is missing', error('missing-upload'), at(), again],
    ['the board is closed for now', error('board-closed'), at(), again],
    ['doubled each time', error('network'), at({ tries: 3 }), { delivery: 'queued', wait: 8_000 }],
    [
      'never longer than five minutes',
      error('network'),
      at({ tries: 500 }),
      { delivery: 'attention', wait: 300_000 },
    ],
    ['never at once', error('network'), at({ random: () => 0 }), { delivery: 'queued', wait: 500 }],
    [
      'many tries online: a person is told, and it goes on',
      error('server'),
      at({ tries: ATTENTION_AFTER }),
      { delivery: 'attention', wait: 64_000 },
    ],
    [
      'many tries offline: nothing to tell',
      error('network'),
      at({ tries: ATTENTION_AFTER, online: false }),
      { delivery: 'queued', wait: 64_000 },
    ],
    ['an exception without a code', new TypeError('x'), at(), again],
    ['an AbortError, whose code is a number', new DOMException('x', 'AbortError'), at(), again],
    ['nothing at all', undefined, at(), again],
    ['a code nobody knows', { code: 'teapot' }, at(), again],
    [
      'already received, with our receipt',
      error('already-received', { receipt }),
      at(),
      { delivery: 'sent', receipt, sameText: false },
    ],
    [
      'already received, with the receipt of another key',
      error('already-received', { receipt: foreign }),
      at(),
      again,
    ],
    ['already received, without a receipt', error('already-received'), at(), again],
    ['no dedupe, unknown outcome', error('network'), at({ dedupe: 'none' }), { delivery: 'maybe' }],
    ['no dedupe, surely not recorded', error('rate-limited'), at({ dedupe: 'none' }), again],
    ['lookup, unknown outcome', error('network'), at({ dedupe: 'lookup' }), again],
  ];
  for (const [name, thrown, circumstances, expected] of table) {
    it(name, () => {
      const verdict = judgeFailure(thrown, circumstances);
      for (const [field, value] of Object.entries(expected)) {
        assert.deepEqual((verdict as Record<string, unknown>)[field], value);
      }
      if (!('wait' in expected)) assert.equal('wait' in verdict && verdict.wait !== undefined, false);
    });
  }

  it('takes what was found for the text that is here only where this very text was on its way before', () => {
    const answers: Array<
      [found: true | 'perhaps' | undefined, ventured: Circumstances['ventured'], same: boolean]
    > = [
      [undefined, undefined, true],
      [undefined, 'another', true],
      [true, undefined, false],
      [true, 'another', false],
      [true, 'this', true],
      ['perhaps', undefined, true],
      ['perhaps', 'another', false],
      ['perhaps', 'this', true],
    ];
    for (const [found, ventured, same] of answers) {
      const verdict = judgeAnswer({ ...receipt, found }, at({ ventured }));
      assert.equal(verdict.delivery === 'sent' && verdict.sameText, same, `found ${found}, sent ${ventured}`);
    }
  });

  it('parks what is on the final list, and nothing else', () => {
    for (const code of ERROR_CODES) {
      const verdict = judgeFailure(error(code), at());
      const final = isFinal(code) && code !== 'already-received';
      assert.equal(verdict.delivery === 'attention', final, code);
    }
  });

  it('keeps which fields are wrong', () => {
    const verdict = judgeFailure(error('invalid', { status: 422, fields: { body: 'minLength' } }), at());
    assert.deepEqual(verdict, {
      delivery: 'attention',
      failure: { code: 'invalid', status: 422, fields: { body: 'minLength' } },
    });
  });

  it('believes only a receipt that echoes the key', () => {
    assert.deepEqual(judgeAnswer(receipt, at()), { delivery: 'sent', receipt, sameText: true });
    for (const answer of [foreign, undefined, null, 'OK', {}, { key }]) {
      const verdict = judgeAnswer(answer, at());
      assert.equal(verdict.delivery, 'queued');
      assert.equal('failure' in verdict && verdict.failure.code, 'bad-answer');
    }
  });
});
