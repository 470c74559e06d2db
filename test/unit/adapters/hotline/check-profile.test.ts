import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  checkProfile,
  profileProblems,
  ProfileError,
} from '../../../../src/adapters/hotline/check-profile.js';
import { createHotlineAdapter } from '../../../../src/adapters/hotline/index.js';
import type { HotlineProfile } from '../../../../src/adapters/hotline/profile.js';
import { hotlineShapes, hotlineTemplate } from '../../../../src/adapters/hotline/profiles/index.js';
import { HelpBoardError } from '../../../../src/adapters/errors.js';

type Change = (profile: any) => void;

/** The template with something wrong. */
const spoiled = (change: Change): HotlineProfile => {
  // Codecs are functions: no clone by JSON.
  const copy = (value: any): any =>
    Array.isArray(value)
      ? value.map(copy)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, of]) => [key, copy(of)]))
        : value;
  const profile = copy(hotlineTemplate);
  change(profile);
  return profile;
};

const cases: [what: string, change: Change, place: string, problem: RegExp][] = [
  [
    'a missing path',
    (p) => (p.fields.dueAt = { codec: p.fields.dueAt.codec }),
    'fields.dueAt.path',
    /missing/,
  ],
  ['an empty path', (p) => (p.fields.content = ''), 'fields.content', /missing/],
  ['a path with an empty step', (p) => (p.stage = 'a..b'), 'stage', /empty step/],
  ['a path into the prototype', (p) => (p.fields.title = '__proto__.x'), 'fields.title', /prototype/],
  ['a field that orders have not', (p) => (p.fields.subject = 'x'), 'fields.subject', /no field/],
  [
    'a codec without write',
    (p) => (p.fields.title = { path: 'x', codec: { read() {} } }),
    'fields.title.codec',
    /write/,
  ],
  [
    'overlapping stages',
    (p) => p.stages.resolved.push('已答复'),
    'stages.resolved',
    /已答复.*stages.answered/,
  ],
  [
    'a code in two rows, as number and text',
    (p) => (p.stages = { accepted: [1], resolved: ['1'] }),
    'stages.resolved',
    /stages.accepted/,
  ],
  ['labels for unknown', (p) => (p.stages.unknown = ['?']), 'stages.unknown', /no row/],
  ['a stage of their own', (p) => (p.stages.archived = ['归档']), 'stages.archived', /no stage/],
  ['no operation', (p) => (p.operations = {}), 'operations', /missing/],
  ['an operation that is none', (p) => (p.operations.sumbit = { path: '/' }), 'operations.sumbit', /none of/],
  ['an operation without a path', (p) => delete p.operations.get.path, 'operations.get.path', /missing/],
  [
    'a placeholder of no field',
    (p) => (p.operations.get.path = '/{orderId}'),
    'operations.get.path',
    /orderId/,
  ],
  [
    'pages that begin at 2',
    (p) => (p.operations.list.paging.first = 2),
    'operations.list.paging.first',
    /0 or at 1/,
  ],
  ['a success without values', (p) => (p.envelope.success.is = []), 'envelope.success.is', /success/],
  [
    'a submission that loses the text',
    (p) => delete p.operations.submit.fields.content,
    'operations.submit.fields.content',
    /lost/,
  ],
  [
    'an idempotent submission without our id',
    (p) => delete p.operations.submit.fields.ownId,
    'operations.submit.fields.ownId',
    /recognised/,
  ],
  [
    'an id that is nowhere',
    (p) => delete p.operations.submit.returns,
    'operations.submit.returns',
    /missing/,
  ],
  [
    'XML without an element around it',
    (p) => (p.operations.submit.body = 'xml'),
    'operations.submit.root',
    /one element/,
  ],
  [
    'uploads without an upload',
    (p) => (p.attachments = { send: 'upload', path: 'x' }),
    'operations.upload',
    /missing/,
  ],
  ['a flag that is none', (p) => (p.flags.overdue = { path: 'x' }), 'flags.overdue', /none of/],
  ['a secret', (p) => (p.appSecret = 'x1'), 'appSecret', /secret/],
  [
    'a key in a header',
    (p) => (p.operations.get.headers = { 'x-api-key': 'x1' }),
    'operations.get.headers.x-api-key',
    /secret/,
  ],
  [
    'a password in a constant',
    (p) => (p.operations.submit.constants = { 'user.password': 'x1' }),
    'operations.submit.constants.user.password',
    /secret/,
  ],
  ['a key in a URL', (p) => (p.operations.get.path = '/x?api_key=x1'), 'operations.get.path', /secret/],
  [
    'a session in a query',
    (p) => (p.operations.get.query = { token: 'x1' }),
    'operations.get.query.token',
    /secret/,
  ],
];

describe('a hotline profile', () => {
  for (const [what, change, place, problem] of cases) {
    it(`with ${what} is refused, and the place is named`, () => {
      const problems = profileProblems(spoiled(change));
      assert.match(problems[place] ?? '', problem, JSON.stringify(problems));
      assert.throws(
        () => checkProfile(spoiled(change)),
        (error) =>
          error instanceof ProfileError &&
          error instanceof HelpBoardError &&
          error.code === 'invalid' &&
          error.message.includes(place) &&
          // The place is told, the secret is not.
          !error.message.includes('x1'),
      );
    });
  }

  it('of any other kind is refused, not thrown at', () => {
    for (const strange of [undefined, null, 1, 'x', [], {}, { fields: null }, { operations: 3, stages: [] }])
      assert.throws(() => checkProfile(strange as never), ProfileError);
  });

  it('that needs a secret or a signature is for a gateway, and refused in a page', () => {
    const forPages = Object.values(hotlineShapes).filter((profile) => {
      try {
        createHotlineAdapter({ profile, backend: 'https://h.example.cn', board: 'qingxi' });
        return true;
      } catch (error) {
        assert.ok(error instanceof ProfileError);
        assert.match(error.message, /only a gateway/);
        return false;
      }
    });
    assert.deepEqual(
      forPages.map(({ name }) => name),
      ['shape-b', 'shape-g', 'shape-i'],
    );
  });
});
