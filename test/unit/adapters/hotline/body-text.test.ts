import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bodyText } from '../../../../src/adapters/hotline/body-text.js';
import { gbk } from '../../../../src/adapters/hotline/simulator/gbk.js';

const buffer = (bytes: Uint8Array) => Uint8Array.from(bytes).buffer;
const text = '{"BJNR":"青湖镇停水两天，什么时候来水？"}';

describe('the letters an answer is written in', () => {
  // 停水 by the code table of GB 2312.
  it('are GBK as others write it', () => assert.deepEqual([...gbk('停水?')], [0xcd, 0xa3, 0xcb, 0xae, 0x3f]));

  it('are read as UTF-8 where they are', () => {
    for (const type of ['', 'application/json', 'text/html; charset=utf-8'])
      assert.equal(bodyText(buffer(new TextEncoder().encode(text)), type), text);
  });

  it('are read as GBK where it says so, in the content type or in its XML', () => {
    for (const charset of ['gbk', 'GB2312', 'gb18030', '"GBK"'])
      assert.equal(bodyText(buffer(gbk(text)), `text/html; charset=${charset}`), text);
    // One sign in GBK, two in UTF-8: only what it says of itself tells them apart.
    const xml = '<?xml version="1.0" encoding="GBK"?><a>袛</a>';
    assert.equal(bodyText(buffer(gbk(xml)), 'text/xml'), xml);
  });

  it('are read as GBK where nothing is said and it is no UTF-8', () =>
    assert.equal(bodyText(buffer(gbk(text)), 'application/json'), text));

  it('are what can be made of them, and never an error', () =>
    assert.equal(typeof bodyText(buffer(Uint8Array.of(0xff, 0xfe, 0x80))), 'string'));
});
