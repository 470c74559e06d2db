import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  attributesFor,
  boardSchema,
  decode,
  maskText,
  requiredConsents,
  TEMPLATES,
  type Board,
  type TemplateName,
} from '../../../src/model/index.js';
import { validator, withDefaults } from './schemas.js';

const isBoard = validator(boardSchema);

for (const name of Object.keys(TEMPLATES) as TemplateName[]) {
  const board: Board = { key: 'qingxi', title: '清溪县求助平台', region: '清溪县', ...TEMPLATES[name]() };

  describe(`template ${name}`, () => {
    it('is valid strictly, and read leniently without a loss', () => {
      assert.ok(isBoard(board), JSON.stringify(isBoard.errors));
      const losses = { dropped: 0 };
      assert.deepEqual(decode(boardSchema, board, losses), withDefaults(boardSchema, board));
      assert.equal(losses.dropped, 0);
    });

    it('has categories with a name and a hint each, once, the last one for everything else', () => {
      const codes = board.categories.map(({ code }) => code);
      assert.equal(new Set(codes).size, codes.length);
      assert.equal(codes[codes.length - 1], 'other');
      for (const { code, name: title, hint } of board.categories) {
        assert.match(code, /^[a-z][a-z0-9-]{0,39}$/);
        assert.ok(title && hint, code);
      }
    });

    it('has the text of every consent that any of its categories may ask for', () => {
      const texts = new Map(board.consents.map(({ kind, text }) => [kind, text]));
      for (const { code } of board.categories)
        for (const kind of requiredConsents({ category: code, forSomebodyElse: true, location: {} }, board))
          assert.ok(texts.get(kind), `${code}: ${kind}`);
    });

    it('keeps medical, pregnancy, mental-health and minors’ requests with the desk', () => {
      for (const { code, deskOnly, sensitive } of board.categories) {
        if (sensitive) assert.equal(deskOnly, true, code);
        if (['medical', 'medicine', 'maternity', 'mental-health'].includes(code))
          assert.equal(sensitive, 'health');
        if (code === 'education') assert.equal(sensitive, 'minor');
      }
    });

    it('reviews before it publishes, and has comments off', () => {
      assert.equal(board.features.review, true);
      assert.equal(board.features.comments, false);
    });

    it('has the emergency numbers, and they come before any other', () => {
      assert.deepEqual(
        board.emergencyRules.map(({ number }) => number),
        ['120', '119', '110', '12356'],
      );
    });

    it('asks for attributes that fit a phone: few, each known once, only in categories it has', () => {
      const codes = board.categories.map(({ code }) => code);
      assert.equal(new Set(board.attributes.map(({ code }) => code)).size, board.attributes.length);
      for (const attribute of board.attributes) {
        for (const category of attribute.categories ?? []) assert.ok(codes.includes(category), category);
        if (/list$/.test(attribute.datatype)) assert.ok(attribute.values!.length > 1);
      }
      for (const code of codes) assert.ok(attributesFor(board.attributes, code).length <= 4);
    });

    it('is a fresh copy each time', () => {
      TEMPLATES[name]().emergencyRules[0]!.keywords.length = 0;
      TEMPLATES[name]().categories.length = 0;
      TEMPLATES[name]().consents.length = 0;
      TEMPLATES[name]().categories[0]!.name = 'changed';
      TEMPLATES[name]().consents[0]!.text = 'changed';
      const { key: _key, title: _title, region: _region, ...rest } = board;
      assert.deepEqual(TEMPLATES[name](), rest);
      assert.ok(!JSON.stringify(TEMPLATES[name]()).includes('changed'));
    });

    it('says nothing that a mask would cover', () => {
      const words = [board.promise.note!, ...board.categories.map(({ hint }) => hint!), ...board.tried];
      for (const text of words) assert.equal(maskText(text), text);
    });
  });
}

describe('templates', () => {
  it('promise 3 and 8 hours in an emergency', () => {
    for (const name of ['epidemic', 'flood'] as const) {
      const { normalHours, complexHours } = TEMPLATES[name]().promise;
      assert.deepEqual([normalHours, complexHours], [3, 8]);
    }
  });
});
