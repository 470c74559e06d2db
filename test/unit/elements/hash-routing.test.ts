import assert from 'node:assert/strict';
import { it } from 'node:test';
import { targetOf } from '../../../src/elements/board/hash-routing.js';

it('reads the addresses of our views, and nothing else', () => {
  assert.deepEqual(targetOf('#help/compose'), { view: 'compose' });
  assert.deepEqual(targetOf('#help/compose/'), { view: 'compose' });
  assert.deepEqual(targetOf('#help/compose/AB-12'), { view: 'compose', code: 'AB-12' });
  assert.deepEqual(targetOf('#help/mine'), { view: 'mine' });
  assert.deepEqual(targetOf('#help/request/a%2Fb'), { view: 'request', request: 'a/b' });
  for (const foreign of [
    '',
    '#',
    '#chapter',
    '#help',
    '#help/',
    '#help/admin',
    '#help/request',
    '#help/request/%E0%A4%A',
  ])
    assert.equal(targetOf(foreign), undefined, foreign);
});
