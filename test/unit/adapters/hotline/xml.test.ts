import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { readXml, writeXml, XmlError } from '../../../../src/adapters/hotline/xml.js';

describe('XML of a hotline', () => {
  it('is read into a tree: prefixes left out, repeated elements a list, attributes apart', () => {
    const tree = readXml(
      '\ufeff<?xml version="1.0"?><!-- a --><s:E xmlns:s="urn:x"><s:a n="1">t &amp; &#x6c34;</s:a><b>1</b><b>2</b><c/><d><![CDATA[<i>&]]></d></s:E>',
    );
    assert.deepEqual(tree, { E: { a: { '@n': '1', '#text': 't & 水' }, b: ['1', '2'], c: '', d: '<i>&' } });
  });

  it('with entities is refused, and none is ever expanded', () => {
    const laughs = `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><l>&b;</l>`;
    const file = `<!DOCTYPE l [<!ENTITY f SYSTEM "file:///etc/passwd">]><l>&f;</l>`;
    for (const text of [
      laughs,
      file,
      '<!DOCTYPE html><html></html>',
      '<l>&b;</l>',
      '<l a="&b;"/>',
      '<l>&#0;</l>',
    ])
      assert.throws(() => readXml(text), XmlError, text);
  });

  it('that is not well-formed is refused', () => {
    const wrong = [
      ...['', 'text', '<a>', '<a></b>', '</a>', '<a/><b/>', '<a/>x', '<a b/>', '<a b=c/>', '<a>&</a>'],
      ...['<a><', '<![CDATA[x', '<a><?x</a>', '<a>1 < 2</a>', '{"a":1}', '<a>'.repeat(100)],
    ];
    for (const text of wrong) assert.throws(() => readXml(text), XmlError, text);
  });

  it('has no way into the prototype', () => {
    const tree = readXml('<a><__proto__><polluted>1</polluted></__proto__></a>');
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    assert.deepEqual(Object.keys(tree['a'] as object), ['__proto__']);
  });

  it('is read as it was written, whatever a person typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (typed) => {
        const text = typed.replace(/[^\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '').trim();
        assert.deepEqual(readXml(writeXml({ a: { b: text, '@c': text } })), { a: { '@c': text, b: text } });
      }),
    );
    assert.deepEqual(readXml(writeXml({ a: 'x\u0000\u0008\ud800y' })), { a: 'xy' });
  });

  it('ends with XmlError or a tree for any text, and in time', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '</',
      '/>',
      '<!',
      '<?',
      '&',
      ';',
      'a',
      ' ',
      '="',
      "'",
      '<![CDATA[',
      ']]>',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 60 }), (pieces) => {
        try {
          readXml(pieces.join(''));
        } catch (error) {
          assert.ok(error instanceof XmlError, String(error));
        }
      }),
      { numRuns: 2000 },
    );
    for (const text of [
      '<?'.repeat(1e5),
      '<a '.repeat(1e5),
      '<a b="'.repeat(1e5),
      '&'.repeat(1e5),
      `<a${' '.repeat(1e5)}`,
    ])
      assert.throws(() => readXml(text), XmlError);
  });
});
