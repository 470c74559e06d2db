import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { HotlineClient } from '../../../../src/adapters/hotline/client.js';
import { hotlineAdapter } from '../../../../src/adapters/hotline/index.js';
import { hotlineShapes } from '../../../../src/adapters/hotline/profiles/index.js';
import type { HotlineProfile } from '../../../../src/adapters/hotline/profile.js';
import { HelpBoardError } from '../../../../src/adapters/errors.js';
import { Dice } from '../../../chaos/dice.js';
import { RECORDED, type Shape } from './fixtures.js';

const ROUNDS = 10_000;
const SEED = Number(process.env['SEED'] ?? Date.now() % 1e9);

const STRANGE = [
  ...['null', 'true', '-1', '1e999', '""', '[]', '{}', '"\\ud800"', '"__proto__"', '{"__proto__":{"a":1}}'],
  ...['"已结案了吗"', '"5 "', '"办结"', '0', '99999999999999999999', '"2026-02-31 00:00:00"', '[[[[]]]]'],
];
const PAGES = [
  '<!doctype html><title>x</title>',
  '<html>',
  '',
  ' ',
  'null',
  '[',
  '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
];

/** An answer with something done to it: a value another, a piece gone, doubled or turned, a byte flipped, cut short. */
function mutated(text: string, dice: Dice): string {
  const pick = <T>(from: readonly T[]): T => dice.pick(from);
  const below = (end: number) => dice.between(0, end - 1);
  const at = below(text.length + 1);
  const to = Math.min(text.length, at + 1 + below(40));
  switch (below(9)) {
    case 0:
      return pick(PAGES);
    case 1:
      return text.slice(0, at);
    case 2:
      return text.slice(0, at) + text.slice(to);
    case 3:
      return text.slice(0, to) + text.slice(at);
    case 4:
      return text.slice(0, at) + String.fromCharCode(below(0x10000)) + text.slice(at + 1);
    case 5: {
      const values = [...text.matchAll(/:("(?:[^"\\]|\\.)*"|[\d.]+|null|true|false)/g)];
      if (!values.length) return text.slice(at) + text.slice(0, at);
      const { index, 1: value } = pick(values);
      return text.slice(0, index + 1) + pick(STRANGE) + text.slice(index + 1 + value!.length);
    }
    case 6: {
      const texts = [...text.matchAll(/>([^<>]+)</g), ...text.matchAll(/&gt;([^<>&]+)&lt;/g)];
      if (!texts.length) return text.replace(/"/g, pick(["'", '', '\\"']));
      const { index, 1: value } = pick(texts);
      const start = text.indexOf(value!, index);
      return (
        text.slice(0, start) +
        pick(['', '已结案？', '&x;', '&#0;', '<a>']) +
        text.slice(start + value!.length)
      );
    }
    case 7: {
      const names = [...text.matchAll(/"(\w+)":/g)];
      return names.length ? text.replace(`"${pick(names)[1]}":`, '"gone":') : text.toUpperCase();
    }
    default:
      return mutated(mutated(text, dice), dice);
  }
}

/** Nobody may read "done" but where the label stands in the row of a done. */
function checkStages(profile: HotlineProfile, stage: string, label: string | undefined): void {
  if (stage === 'submitted' && label === undefined) return;
  if (stage === 'unknown') return;
  const row = (profile.stages as Record<string, readonly (string | number)[]>)[stage];
  assert.ok(row?.map(String).includes(String(label)), `${stage} out of ${label}`);
}

describe(`hotline answers, ${ROUNDS} mutated ones a shape, SEED=${SEED}`, () => {
  for (const shape of Object.keys(RECORDED) as Shape[]) {
    it(shape, async () => {
      const dice = new Dice(SEED, 0);
      const profile = hotlineShapes[shape];
      const key = '7d444840-9dc0-41d1-b245-5ffdce74fad2';
      let text = '';
      let status = 200;
      const client = new HotlineClient({
        profile,
        exchange: () => Promise.resolve({ status, headers: new Headers(), text }),
      });
      const adapter = hotlineAdapter(client, 'qingxi');
      let read = 0;
      for (let round = 0; round < ROUNDS; round++) {
        const recorded = dice.pick(RECORDED[shape]);
        text = mutated(recorded.text, dice);
        status = dice.pick([200, 200, 200, 200, 201, 302, 400, 401, 404, 500]);
        try {
          if (recorded.operation === 'list' && dice.chance(0.5)) {
            const { orders } = await client.list({ size: 20 });
            for (const { stage, rawLabel } of orders) checkStages(profile, stage, rawLabel);
            read += orders.length;
          } else if (recorded.operation === 'list') {
            const { items } = await adapter.list({ sort: 'latest' });
            for (const { stage, timeline } of items)
              checkStages(profile, stage, timeline[timeline.length - 1]!.rawLabel);
            read += items.length;
          } else if (recorded.operation === 'get') {
            const id = String(recorded.order.remoteId ?? 7);
            const { stage, rawLabel } = await client.get(id);
            checkStages(profile, stage, rawLabel);
            if (dice.chance(0.2)) await adapter.get(id);
            read++;
          } else if (recorded.operation === 'submit') {
            const order = await client.submit({ ownId: key, content: 'x' });
            assert.equal(order.ownId, key);
            read++;
          } else await client.call(recorded.operation, { ownId: key });
        } catch (error) {
          assert.ok(error instanceof HelpBoardError, `round ${round}: ${String(error)}\n${text}`);
        }
      }
      // Mutations that all end in errors would prove nothing.
      if (shape !== 'C') assert.ok(read > ROUNDS / 50, `only ${read} could be read`);
    });
  }
});
