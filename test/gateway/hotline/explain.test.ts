import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gbk } from '../../../src/adapters/hotline/simulator/gbk.js';
import { hotlineShapes } from '../../../src/adapters/hotline/profiles/index.js';
import { explain } from '../../../src/gateway/hotline/explain.js';
import { readProfile } from '../../../src/gateway/hotline/profile-file.js';

const answer = {
  code: '200',
  data: { FLOWID: 'QX17', BJNR: '停水两天', SLSJ: '260431083000', JDLX: '9', HFNR: '', CLJGDM: '2' },
};
const headers = new Headers();

describe('explain-profile', () => {
  let folder: string;
  before(() => (folder = mkdtempSync(join(tmpdir(), 'help-board-profile-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  it('shows what each field became, and why it did not', () => {
    const text = explain(hotlineShapes.B, 'get', { status: 200, headers, text: JSON.stringify(answer) });
    assert.match(text, /went well; 1 order at data/);
    assert.match(text, /1\. QX17 · unknown, shown as 状态待确认/);
    assert.match(text, /content +BJNR +"停水两天" +→ "停水两天"/);
    assert.match(text, /createdAt +SLSJ +"260431083000" +→ left out: no time compact/);
    assert.match(text, /stage +JDLX +"9" +→ left out: in no row of the stages/);
    assert.match(text, /reply +HFNR .*→ left out: missing/);
    assert.match(text, /satisfaction +CLJGDM +"2" +→ 4/);
  });

  it('says what went wrong, and where', () => {
    const of = (status: number, text: string) => explain(hotlineShapes.B, 'get', { status, headers, text });
    assert.match(of(200, '<html>'), /bad-answer, tried again|bad-answer, final/);
    assert.match(of(200, '<html>'), /get: a page of HTML/);
    assert.match(of(200, '{"code":422,"message":"缺少字段"}'), /invalid, final\n {2}their words: "缺少字段"/);
    assert.match(explain(hotlineShapes.C, 'get', { status: 200, headers, text: '' }), /has no operation get/);
  });

  it('reads a profile from a module that needs nothing installed, from JSON, and by its letter', async () => {
    const module = write(
      'ours.mjs',
      `export default ({ codecs, hotlineTemplate }) => ({ ...hotlineTemplate, name: 'ours', stages: { resolved: ['好了'] },
        fields: { ...hotlineTemplate.fields, dueAt: { path: 'limit', codec: codecs.time('ms') } } });`,
    );
    assert.equal((await readProfile(module)).name, 'ours');
    const plain = {
      name: 'plain',
      label: '热线',
      fields: { remoteId: 'id' },
      stages: {},
      operations: { get: { path: '/{remoteId}' } },
    };
    assert.equal((await readProfile(write('plain.json', JSON.stringify(plain)))).name, 'plain');
    assert.equal((await readProfile('b')).name, 'shape-b');
  });

  it('refuses a profile that cannot be right, and names the places', async () => {
    const file = write(
      'wrong.mjs',
      `export default { name: 'x', label: 'x', stages: { answered: [1], resolved: [1] } };`,
    );
    await assert.rejects(
      readProfile(file),
      /wrong\.mjs: .*stages\.resolved: "1" stands in stages\.answered as well/s,
    );
    await assert.rejects(
      readProfile('nowhere.mjs'),
      /There is no file .*nowhere\.mjs, and no shape nowhere\.mjs/,
    );
    await assert.rejects(readProfile(write('torn.mjs', 'export default {')), /torn\.mjs cannot be read/);
  });

  it('is a command, and reads answers in GBK', async () => {
    const file = write('answer.json', gbk(JSON.stringify(answer)));
    const run = (...line: string[]) =>
      new Promise<{ code: unknown; out: string; err: string }>((done) =>
        execFile(
          process.execPath,
          ['--import', 'tsx', 'src/gateway/main.ts', 'explain-profile', ...line],
          (error, out, err) => done({ code: error?.code ?? 0, out, err }),
        ),
      );
    const good = await run('B', file);
    assert.match(good.out, /"停水两天"/, good.err);
    const wrong = await run('B', file, '--operation', 'nothing');
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /--operation nothing: there is submit, list/);
    assert.equal((await run('B', join(folder, 'none.json'))).code, 1);
  });
});
