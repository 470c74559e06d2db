import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { changedFields, plain } from '../../../../src/elements/home-editor/changes.js';
import { contrast, readable, tooFaint } from '../../../../src/elements/home-editor/contrast.js';
import { CODE_KINDS, embedCode } from '../../../../src/elements/home-editor/embed-code.js';
import { contentFaults, timeFaults } from '../../../../src/elements/home-editor/faults.js';
import { readLocal, writeLocal } from '../../../../src/elements/home-editor/local-time.js';
import { hexColour } from '../../../../src/elements/home-editor/site-colours.js';

const never = () => false;
const HOUR = 3_600_000;

describe('what an editor writes into the slot', () => {
  it('is refused at the field where it cannot work', () => {
    const faults = (change: object) => contentFaults({ on: true, headline: '有困难', ...change }, never);
    assert.deepEqual(faults({}), {});
    assert.deepEqual(faults({ headline: '  ' }), { headline: 'missing' });
    assert.deepEqual(faults({ headline: '字'.repeat(61) }), { headline: 'long' });
    assert.deepEqual(faults({ href: 'JavaScript:alert(1)' }), { href: 'script' });
    assert.deepEqual(faults({ href: 'help' }), { href: 'address' });
    for (const href of ['/help', 'https://a.example.cn/x', '']) assert.deepEqual(faults({ href }), {});
    assert.deepEqual(faults({ opens: 'page' }), { href: 'missing' });
    assert.deepEqual(faults({ opens: 'page', href: '/help' }), {});
    const gone = contentFaults({ on: true, headline: 'x', pins: ['1', '2'] }, (id) => id === '2');
    assert.deepEqual(gone, { pins: 'gone' });
  });

  it('has a time that lies ahead and in order', () => {
    const now = Date.parse('2026-03-20T10:00:00Z');
    const at = (hours: number) => now + hours * HOUR;
    assert.deepEqual(timeFaults({}, now), { from: 'missing' }, 'now is another button');
    assert.deepEqual(timeFaults({ until: at(2) }, now), {});
    assert.deepEqual(timeFaults({ from: at(1), until: at(2) }, now), {});
    assert.deepEqual(timeFaults({ from: at(2), until: at(1) }, now), { until: 'order' });
    assert.deepEqual(timeFaults({ from: at(-1), until: at(-1) }, now), { from: 'past', until: 'past' });
    assert.deepEqual(timeFaults({ from: at(9000) }, now), { from: 'far' });
    assert.deepEqual(timeFaults({ from: NaN }, now), { from: 'unreadable' });
  });

  it('is the same where only nothing was added, and differs by field', () => {
    const before = { on: true, headline: 'a', lead: '', colours: { accent: undefined, text: '#000000' } };
    const after = { on: true, headline: 'a', pins: [], colours: { text: '#000000' } };
    assert.deepEqual(changedFields(before, after), []);
    assert.deepEqual(plain(before), { on: true, headline: 'a', colours: { text: '#000000' } });
    assert.deepEqual(changedFields(before, { ...after, headline: 'b', pins: ['1'] }), ['headline', 'pins']);
  });

  it('has times in the reader’s own zone that come back as they were', () => {
    const at = Date.parse('2026-03-20T10:05:00Z');
    assert.equal(readLocal(writeLocal(at)), at);
    assert.equal(readLocal(''), undefined);
  });
});

describe('colours', () => {
  it('are measured as WCAG does', () => {
    assert.equal(contrast('#ffffff', '#000000'), 21);
    assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48');
  });

  it('that cannot be read are told with the nearest shade that can', () => {
    assert.deepEqual(tooFaint({}), []);
    const [first] = tooFaint({ accent: '#ffd24d' });
    assert.deepEqual([first!.colour, first!.with, first!.ratio.toFixed(1)], ['accent', 'background', '1.4']);
    for (const on of ['#ffffff', '#000000', '#808080', '#b5121b'])
      for (const colour of ['#ffd24d', '#b5121b', '#777777'])
        assert.ok(contrast(readable(colour, on), on) >= 4.5, `${colour} on ${on}`);
    assert.equal(readable('#0b5cad', '#ffffff'), '#0b5cad', 'and one that can be read stays');
  });

  it('are taken from a site as browsers write them, and none that can be seen through', () => {
    assert.equal(hexColour('rgb(181, 18, 27)'), '#b5121b');
    assert.equal(hexColour(' #ABC '), '#aabbcc');
    assert.equal(hexColour('rgba(0, 0, 0, 0.5)'), undefined);
    assert.equal(hexColour('rgba(0, 0, 0, 0)'), undefined);
    assert.equal(hexColour('inherit'), undefined);
  });
});

describe('the code to paste', () => {
  const script = 'https://help.example.cn/help-board.js';
  const page = 'https://news.example.cn/';
  const evil = `"><img src=x onerror=alert(1)>'&[x]`;

  it('holds every value so that it cannot break out of its place', () => {
    for (const kind of CODE_KINDS) {
      const code = embedCode(kind, {
        ...{ script, page, board: evil, href: evil },
        fallback: evil,
        title: evil,
      });
      assert.doesNotMatch(code, /<img/, kind);
      if (kind === 'shortcode') assert.match(code, /^\[[^[\]<>']*\]$/);
    }
  });

  it('names the script where it comes from, and the backend only where it is another one', () => {
    const of = { script, page, board: 'qingxi', href: '/help', fallback: '急事请拨 120', title: '求助平台' };
    assert.equal(
      embedCode('tag', of),
      `<script async src="${script}"></script>\n<help-board-home board="qingxi" href="/help">急事请拨 120</help-board-home>`,
    );
    assert.equal(
      embedCode('script', { ...of, backend: 'https://b.example.cn/api' }),
      `<script async src="${script}" data-board="qingxi" data-backend="https://b.example.cn/api" data-href="/help" data-element="home"></script>`,
    );
    assert.match(
      embedCode('iframe', of),
      /^<iframe src="https:\/\/help\.example\.cn\/help-board-frame\.html\?element=home&#38;board=qingxi&#38;href=https%3A%2F%2Fnews\.example\.cn%2Fhelp"/,
    );
  });

  it('is a shortcode that the plugin knows, with the whole address', () => {
    const plugin = readFileSync(
      new URL('../../../../demo/wordpress/help-board.php', import.meta.url),
      'utf8',
    );
    const of = {
      ...{ script, page, board: 'qingxi', layout: 'strip' },
      fallback: '急事请拨 120',
      title: '求助',
    };
    const code = embedCode('shortcode', { ...of, href: '/help?a=1&b=[2]', backend: 'https://b.example.cn' });
    assert.equal(code, '[help-board-home board="qingxi" href="/help?a=1&b=%5B2%5D" layout="strip"]');
    for (const attribute of code.match(/[\w-]+(?==")/g)!)
      assert.ok(plugin.includes(`'${attribute}'`), attribute);
    assert.ok(plugin.includes("add_shortcode( 'help-board-home'"));
  });
});
