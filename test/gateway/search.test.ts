import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import type { RequestPage } from '../../src/model/index.js';
import { verifySite } from '../../src/gateway/commands/verify.js';
import { BOARD, Subject, submission } from './support/gateway.js';
import { onPostgres } from './support/place.js';

describe('search in public texts', () => {
  const unlimited = { burst: 1e6, perMinute: 1e6 };
  const subject = new Subject({ limits: { submits: unlimited } });
  before(() => subject.start());
  after(() => subject.stop());

  const found = async (q: string, more = ''): Promise<string[]> => {
    const { json } = await subject.board<RequestPage>(`/requests?q=${encodeURIComponent(q)}${more}`);
    return [...json.pinned, ...json.items].map(({ id }) => id);
  };
  const entries = async (id: string): Promise<number> => {
    const { rows } = await sql`select n from public_search where board = ${BOARD} and id = ${id}`.execute(
      subject.gateway.storage.db,
    );
    return rows.length;
  };

  it('finds a single character, two and many, wherever they stand, and letters and digits in either case', async () => {
    const { id } = await subject.published({
      title: '透析',
      body: '老人要去县医院做透析，车牌识别坏了 ICU3床',
    });
    for (const q of [
      '透',
      '析',
      '透析',
      '县医院',
      '做透析',
      '床',
      'icu',
      'Icu3',
      '医院 透析',
      '𠮷 透析'.slice(3),
    ])
      assert.deepEqual(await found(q), [id], q);
  });

  it('is brought into one piece by a job, and finds what it found', { skip: onPostgres }, async () => {
    const ids: string[] = [];
    for (let n = 0; n < 12; n++)
      ids.push((await subject.published({ body: `断水第${n}天，水箱已经见底` })).id);
    const pieces = async () => {
      const { rows } = await sql<{
        n: number;
      }>`select count(distinct segid) as n from public_search_fts_idx`.execute(subject.gateway.storage.db);
      return rows[0]!.n;
    };
    assert.ok((await pieces()) > 1);
    assert.ok(await subject.gateway.jobs.run('tidy-search'));
    assert.equal(await pieces(), 1);
    assert.deepEqual((await found('水箱见底')).sort(), ids.sort());
    assert.ok(await subject.gateway.jobs.run('tidy-search'), 'again, with nothing to do');
  });

  it('wants all of the words, each as it was written, before it takes what comes near', async () => {
    const { id } = await subject.published({ body: '奶粉只剩最后一罐，孩子三个月' });
    const other = await subject.published({ body: '孩子的奶瓶碎了，粉扑也找不到' });
    assert.deepEqual(await found('奶粉'), [id], 'the pair, not its characters apart');
    assert.deepEqual(await found('孩子 奶瓶'), [other.id]);
    assert.deepEqual(await found('孩子要学画画'), [], 'less than half of it is anywhere');
    assert.deepEqual(await found('奶粉只剩半罐了'), [id], 'nearly');
    assert.deepEqual(await found('奶粉只剩半罐了', '&category=other'), [], 'but filtered as asked');
    assert.deepEqual(await found('，。！'), []);
  });

  it('finds what was answered, with the filters of a list, over its pages', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) {
      const { id } = await subject.published({
        body: `第${n}号楼的电梯停运`,
        region: n % 2 ? '东街' : '西街',
      });
      ids.push(id);
    }
    await subject.desk(`/requests/${ids[2]}/accept`, {});
    const answer = { author: '物业', role: 'department', kind: 'answer', body: '检修工已经出发' };
    await subject.desk(`/requests/${ids[2]}/reply`, answer);
    assert.deepEqual(await found('检修工'), [ids[2]]);
    assert.equal((await found('电梯停运', `&region=${encodeURIComponent('东街')}`)).length, 2);
    const pages: string[] = [];
    let next: string | undefined;
    do {
      const query = `q=${encodeURIComponent('电梯停运')}&sort=latest&limit=2${next ? `&cursor=${next}` : ''}`;
      const { json } = await subject.board<RequestPage>(`/requests?${query}`);
      pages.push(...json.items.map(({ id }) => id));
      next = json.next;
    } while (next);
    assert.deepEqual(pages.sort(), [...ids].sort());
  });

  it('has only the public text, as it is now: what is redacted, hidden or deleted is gone from the index at once', async () => {
    const post = await subject.submit(submission({ body: '还没有公开的暗号一' }));
    assert.deepEqual(await found('暗号一'), []);
    const { id } = await subject.published({ body: '住在翠竹苑的七号灯' });
    assert.deepEqual(await found('翠竹苑'), [id]);
    await subject.desk(`/requests/${id}/redact`, { publicBody: '住在某小区的暗号三' });
    assert.deepEqual(await found('翠竹苑'), []);
    assert.deepEqual(await found('七号灯'), []);
    assert.deepEqual(await found('暗号三'), [id]);
    await subject.desk(`/requests/${id}/hide`, {});
    assert.deepEqual(await found('暗号三'), []);
    assert.equal(await entries(id), 0);

    await subject.desk(`/requests/${post.json.id}/publish`, {});
    assert.equal(await entries(post.json.id), 1);
    const headers = { authorization: `Bearer ${post.json.token}`, 'content-type': 'application/json' };
    const gone = await subject.board(`/requests/${post.json.id}/deletion`, {
      ...{ method: 'POST', headers, body: '{}' },
    });
    assert.ok(gone.status < 300, gone.text);
    assert.equal(await entries(post.json.id), 0);
  });

  it('finds on a board what is on that board, however alike their keys are', async () => {
    const { gateway } = subject;
    for (const key of ['qing', 'qing-xi'])
      await gateway.createBoard({ key, template: 'epidemic', title: key, region: key });
    const { id } = await subject.published({ body: '只有一处的怪石' });
    assert.deepEqual(await found('怪石'), [id]);
    for (const key of ['qing', 'qing-xi']) {
      const url = `${subject.url}api/boards/${key}/requests?q=${encodeURIComponent('怪石')}`;
      assert.deepEqual(((await (await fetch(url)).json()) as RequestPage).items, []);
    }
  });

  it('is verified: an entry that is missing, too many or another is told', async () => {
    const { id } = await subject.published({ body: '核对用的文字' });
    const faults = async () => {
      await subject.gateway.close();
      const findings = await verifySite(subject.place);
      await subject.open();
      return findings.flatMap(({ wrong }) => wrong);
    };
    assert.deepEqual(await faults(), []);
    await sql`update public_search set terms = 'other' where id = ${id}`.execute(subject.gateway.storage.db);
    const told = await faults();
    assert.ok(told.includes(`${BOARD} ${id}: not found by its text`), told.join('\n'));
  });
});
