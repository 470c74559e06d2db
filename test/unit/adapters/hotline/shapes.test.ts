import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readAnswer } from '../../../../src/adapters/hotline/answer.js';
import { profileProblems } from '../../../../src/adapters/hotline/check-profile.js';
import type { HotlineProfile, SubmitOperation } from '../../../../src/adapters/hotline/profile.js';
import { hotlineShapes, hotlineTemplate } from '../../../../src/adapters/hotline/profiles/index.js';
import { publish } from '../../../../src/adapters/hotline/publish.js';
import { readOrder } from '../../../../src/adapters/hotline/read-order.js';
import { at, listAt } from '../../../../src/adapters/hotline/tree.js';
import { helpRequestSchema } from '../../../../src/model/index.js';
import { validator } from '../../model/schemas.js';
import { RECORDED, type Recorded, type Shape } from './fixtures.js';

const headers = new Headers({ 'content-type': 'text/html; charset=GBK' });
const around = { board: 'qingxi', label: '12345热线', promise: { normalHours: 24, complexHours: 72 } };

/** The first order of an answer; the one a receipt is made of where the answer holds no more than an id. */
function first(profile: HotlineProfile, { operation, text }: Recorded) {
  const data = readAnswer(profile, operation, { status: 200, headers, text });
  const { order = '', returns } = profile.operations[operation] as SubmitOperation;
  const [item] = listAt(data, order);
  const read = readOrder(profile, item);
  const remoteId = returns === undefined ? undefined : at(data, returns);
  return { ...read, order: { ...read.order, ...(remoteId !== undefined && { remoteId: String(remoteId) }) } };
}

describe('hotline profiles', () => {
  it('of all shapes, and the template, can be used', () => {
    for (const profile of [...Object.values(hotlineShapes), hotlineTemplate])
      assert.deepEqual(profileProblems(profile), {}, profile.name);
  });

  for (const shape of Object.keys(RECORDED) as Shape[]) {
    for (const recorded of RECORDED[shape]) {
      it(`${shape}: reads the answer of ${recorded.operation}`, () => {
        const { order } = first(hotlineShapes[shape], recorded);
        for (const [field, value] of Object.entries(recorded.order))
          assert.deepEqual(order[field as never], value, field);
      });
    }
  }

  it('publish the mapped public reply and never the internal opinion', () => {
    const isRequest = validator(helpRequestSchema);
    let replies = 0;
    for (const shape of Object.keys(RECORDED) as Shape[]) {
      for (const recorded of RECORDED[shape]) {
        const { order } = first(hotlineShapes[shape], recorded);
        const request = publish(order, around);
        if (!request) continue;
        assert.ok(isRequest(JSON.parse(JSON.stringify(request))), JSON.stringify(isRequest.errors));
        const shown = JSON.stringify(request);
        for (const secret of [order.opinion, order.phone, order.address, order.ownId])
          if (secret && secret !== request.id && request.id !== `own~${secret}`)
            assert.ok(!shown.includes(secret), `${shape}: ${secret}`);
        assert.deepEqual(
          request.replies.map(({ body }) => body),
          order.reply ? [order.reply] : [],
        );
        replies += request.replies.length;
      }
    }
    assert.ok(replies >= 5);
  });

  it('keep a confidential order out of every public read', () => {
    const { order } = first(hotlineShapes.A, RECORDED.A[0]!);
    assert.ok(publish(order, around));
    assert.equal(publish({ ...order, confidential: true }, around), undefined);
  });

  it('say of every field what it became, and why one is missing', () => {
    const { notes } = readOrder(hotlineShapes.B, { FLOWID: 1, JDLX: 99, SLSJ: 'soon', SFBM: '0' });
    const of = (field: string) => notes.find((note) => note.field === field);
    assert.deepEqual(of('remoteId'), { field: 'remoteId', path: 'FLOWID', raw: 1, value: '1' });
    assert.equal(of('createdAt')!.why, 'no time compact');
    assert.equal(of('content')!.why, 'missing');
    assert.equal(of('stage')!.why, 'in no row of the stages');
    assert.equal(of('confidential')!.value, false);
  });
});
