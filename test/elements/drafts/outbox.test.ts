import { expect } from '@open-wc/testing';
import { createOutbox, type Outbox } from '../../../src/drafts/index.js';
import { Backend, deliveries, has, hide, onDisk, receiptFor, refusal, until } from './support.js';

let count = 0;
const opened: Outbox[] = [];
const undo: Array<() => void> = [];

const setUp = (scope = `test/outbox/${Date.now()}-${++count}`, backend = new Backend()) => {
  const outbox = createOutbox({ scope, send: backend.send });
  opened.push(outbox);
  return { outbox, backend, scope, again: () => setUp(scope, backend).outbox };
};

describe('outbox on IndexedDB', () => {
  afterEach(() => {
    for (const outbox of opened.splice(0)) outbox.close();
    for (const back of undo.splice(0)) back();
  });

  it('has on the disk within a second what was typed, and keeps up with the typing', async () => {
    const { outbox, scope } = setUp();
    const { key } = await outbox.open('request');
    const start = performance.now();
    await outbox.save(key, { body: '透' }, '');
    expect(performance.now() - start).to.be.below(1_000);
    expect(await onDisk(scope)).to.contain('透');
    let last = Promise.resolve();
    for (let i = 1; i <= 50; i++) last = outbox.save(key, { body: '母亲78岁，需要透析。'.slice(0, i) }, '');
    const burst = performance.now();
    await last;
    expect(performance.now() - burst).to.be.below(1_000);
    expect(await onDisk(scope)).to.contain('母亲78岁，需要透析。');
    expect(outbox.keeping).to.equal('disk');
  });

  it('lists nothing and stores nothing for a form that nobody has typed in', async () => {
    const { outbox, scope } = setUp();
    await outbox.open('request');
    expect(outbox.entries()).to.deep.equal([]);
    expect(await onDisk(scope)).not.to.contain('request');
  });

  it('gives the draft back after a reload, under the same key', async () => {
    const { outbox, again } = setUp();
    const { key } = await outbox.open('request');
    await outbox.save(key, { body: '母亲要做透析' }, '母亲要做透析');
    outbox.close();
    const next = again();
    const draft = await next.open('request');
    expect(draft).to.include({ key, delivery: 'draft', summary: '母亲要做透析' });
    expect(draft.content).to.deep.equal({ body: '母亲要做透析' });
  });

  it('an outbox closed while it sends gives its draft to the next one at once, and the receipt still counts', async () => {
    const { outbox, backend, again } = setUp();
    let answer = () => {};
    backend.before = () => new Promise((resolve) => (answer = resolve));
    const sent = await outbox.open('request');
    await outbox.enqueue(sent.key, { body: 'sent' }, '');
    const draft = await outbox.open('request');
    await outbox.save(draft.key, { body: 'draft' }, '');
    await until(() => backend.tries === 1, outbox);
    void outbox.save(draft.key, { body: 'draft, longer' }, '');
    outbox.close();
    const next = again();
    const left = await next.open('request');
    expect(left.key).to.equal(draft.key);
    expect(left.content).to.deep.equal({ body: 'draft, longer' });
    answer();
    await until(() => next.entries().some(({ receipt }) => receipt?.key === sent.key), next);
    expect(backend.tries).to.equal(1);
  });

  it('what is queued offline arrives once when the device is online again', async () => {
    const { outbox, backend } = setUp();
    undo.push(hide(navigator, 'onLine'));
    Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
    const { key } = await outbox.open('request');
    await outbox.save(key, { body: 'x', phone: '00000' }, 's');
    await Promise.all([outbox.enqueue(key, { body: 'x' }, 's'), outbox.enqueue(key, { body: 'x' }, 's')]);
    await has(outbox, 'queued');
    expect(backend.tries).to.equal(0);
    undo.pop()!();
    window.dispatchEvent(new Event('online'));
    window.dispatchEvent(new Event('online'));
    await has(outbox, 'sent');
    expect([...backend.rows.keys()]).to.deep.equal([key]);
    expect(backend.tries).to.equal(1);
  });

  it('after arrival keeps receipt and summary, and neither text nor contact nor photos', async () => {
    const { outbox, backend, scope } = setUp();
    const { key } = await outbox.open('request');
    const photo = new Blob(['bytes of a photo'], { type: 'image/jpeg' });
    await outbox.save(key, { body: 'the text', phone: '00000' }, 'kept');
    const ref = await outbox.addPhoto(key, photo, 'a bus');
    expect(ref.sha256).to.match(/^[0-9a-f]{64}$/);
    expect(await (await outbox.photo(ref.sha256))!.text()).to.equal('bytes of a photo');
    await outbox.enqueue(key, { body: 'the text', phone: '00000' }, 'kept');
    await has(outbox, 'sent');
    expect(await backend.photos[0]!.text()).to.equal('bytes of a photo');
    expect(backend.photos[0]!.type).to.equal('image/jpeg');
    const [entry] = outbox.entries();
    expect(entry!.receipt!.key).to.equal(key);
    expect(entry!.summary).to.equal('kept');
    const disk = await onDisk(scope);
    expect(disk).not.to.match(/the text|00000|bytes|jpeg/);
    expect(await outbox.photo(ref.sha256)).to.equal(undefined);
  });

  it('asks again under the same key when the answer was lost, and when its page was closed while sending', async () => {
    const { outbox, backend, again } = setUp();
    backend.after = () => {
      throw refusal('network');
    };
    const { key } = await outbox.open('request');
    await outbox.save(key, { body: 'x' }, '');
    await outbox.enqueue(key, { body: 'x' }, '');
    await until(() => outbox.entries()[0]?.failure?.code === 'network', outbox);
    outbox.close();
    backend.after = (receipt) => receipt;
    const next = again();
    await next.flush();
    await has(next, 'sent');
    expect([...backend.rows.keys()]).to.deep.equal([key]);
  });

  it("does not believe another submission's receipt", async () => {
    const { outbox, backend } = setUp();
    backend.after = (receipt) => ({ ...receipt, key: '00000000-0000-4000-8000-000000000000' });
    const { key } = await outbox.open('request');
    await outbox.enqueue(key, { body: 'x' }, '');
    await until(() => outbox.entries()[0]?.failure !== undefined, outbox);
    expect(outbox.entries()[0]).to.deep.include({ delivery: 'queued', failure: { code: 'bad-answer' } });
    backend.after = (receipt) => receipt;
    await outbox.retry(key);
    await has(outbox, 'sent');
  });

  it('an edit of something that has arrived stays as an addition to be sent by the person', async () => {
    const { outbox, backend } = setUp();
    backend.after = () => {
      throw refusal('network');
    };
    const { key } = await outbox.open('request');
    const photo = new Blob(['p'], { type: 'image/png' });
    await outbox.save(key, { body: 'one bus' }, 'bus');
    const { sha256 } = await outbox.addPhoto(key, photo);
    await outbox.enqueue(key, { body: 'one bus' }, 'bus');
    await until(() => outbox.entries()[0]?.delivery === 'queued' && backend.rows.size === 1, outbox);
    await until(() => outbox.edit(key), outbox);
    await outbox.save(key, { body: 'two buses' }, 'buses');
    backend.after = (receipt) => receipt;
    await outbox.enqueue(key, { body: 'two buses' }, 'buses');
    await until(() => outbox.entries().length === 2, outbox);
    const sent = outbox.entries().find((entry) => entry.key === key)!;
    const rest = outbox.entries().find((entry) => entry.key !== key)!;
    expect(sent).to.deep.include({ delivery: 'sent', receipt: receiptFor(key), summary: 'bus' });
    expect(rest).to.deep.include({
      delivery: 'attention',
      summary: 'buses',
      form: `addition:id-${key}`,
      failure: { code: 'already-received' },
    });
    expect(rest.content).to.deep.equal({ body: 'two buses' });
    expect(await (await outbox.photo(sha256))!.text()).to.equal('p');
    await outbox.retry(rest.key);
    await outbox.flush();
    expect(backend.rows.size).to.equal(1);
  });

  it('a final refusal is parked, and the others go on', async () => {
    const { outbox, backend } = setUp();
    backend.before = ({ payload }) => {
      if ((payload as { body: string }).body === 'bad')
        throw refusal('invalid', { fields: { body: 'minLength' } });
    };
    const first = await outbox.open('request');
    await outbox.enqueue(first.key, { body: 'bad' }, '');
    const second = await outbox.open('request');
    await outbox.enqueue(second.key, { body: 'good' }, '');
    await until(() => backend.rows.has(second.key), outbox);
    await until(() => outbox.entries().some(({ delivery }) => delivery === 'attention'), outbox);
    const parked = outbox.entries().find(({ key }) => key === first.key)!;
    expect(parked.failure).to.deep.equal({ code: 'invalid', fields: { body: 'minLength' } });
    expect(await outbox.edit(first.key)).to.equal(true);
    await outbox.enqueue(first.key, { body: 'better' }, '');
    await until(() => backend.rows.has(first.key), outbox);
  });

  for (const locks of [true, false]) {
    describe(locks ? 'with Web Locks' : 'without Web Locks, as on plain http: leases', () => {
      beforeEach(() => {
        if (!locks) undo.push(hide(Navigator.prototype, 'locks'));
      });

      it('a draft in a form is held so that no other tab takes it', async () => {
        const { outbox, scope } = setUp();
        const { key } = await outbox.open('request');
        await outbox.save(key, { body: 'x' }, '');
        const { held = [] } = (await navigator.locks?.query()) ?? {};
        expect(held.some(({ name }) => name!.endsWith(`draft:${key}`))).to.equal(locks);
        expect((await onDisk(scope)).includes('"epoch"')).to.equal(!locks);
      });

      it('two tabs get two drafts, and hear of each other', async () => {
        const { outbox, again } = setUp();
        const other = again();
        const mine = await outbox.open('request');
        await outbox.save(mine.key, { body: 'mine' }, 'mine');
        await until(() => other.entries().length === 1, other);
        const theirs = await other.open('request');
        expect(theirs.key).not.to.equal(mine.key);
        await other.save(theirs.key, { body: 'theirs' }, 'theirs');
        await until(() => outbox.entries().length === 2, outbox);
      });

      it('two tabs that flush at once send once', async () => {
        const { outbox, backend, again } = setUp();
        const other = again();
        backend.before = () => new Promise((resolve) => setTimeout(resolve, 50));
        const { key } = await outbox.open('request');
        await outbox.save(key, { body: 'x' }, '');
        await outbox.enqueue(key, { body: 'x' }, '');
        await Promise.all([outbox.flush(), other.flush(), outbox.flush(), other.flush()]);
        await has(outbox, 'sent');
        await has(other, 'sent');
        expect(backend.tries).to.equal(1);
      });

      it('the tab that was away while another took its draft forks on its first edit', async () => {
        const { outbox, again } = setUp();
        const { key } = await outbox.open('request');
        await outbox.save(key, { body: 'a' }, 'a');
        window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
        const other = again();
        await until(async () => {
          const draft = await other.open('request');
          return draft.key === key;
        }, other);
        window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
        await other.save(key, { body: 'a, and b' }, 'b');
        await until(() => outbox.entries()[0]?.summary === 'b', outbox);
        await outbox.save(key, { body: 'a, and c' }, 'c');
        expect(outbox.keyOf(key)).not.to.equal(key);
        await outbox.enqueue(key, { body: 'a, and c' }, 'c');
        await until(() => outbox.entries().some(({ delivery }) => delivery === 'sent'), outbox);
        expect(
          outbox
            .entries()
            .map(({ summary, delivery }) => `${summary} ${delivery}`)
            .sort(),
        ).to.deep.equal(['b draft', 'c sent']);
      });
    });
  }

  it('says so when IndexedDB is refused, and works in memory', async () => {
    const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = () => {
      throw new DOMException('refused', 'SecurityError');
    };
    undo.push(() => (IDBFactory.prototype.open = open));
    const { outbox, backend } = setUp();
    await outbox.ready;
    expect(outbox.keeping).to.equal('memory');
    const { key } = await outbox.open('request');
    await outbox.save(key, { body: 'x' }, 'x');
    expect(deliveries(outbox)).to.deep.equal(['draft']);
    await outbox.enqueue(key, { body: 'x' }, 'x');
    await has(outbox, 'sent');
    expect([...backend.rows.keys()]).to.deep.equal([key]);
  });

  it('a full disk is told by `change`, and what was typed moves to the disk when there is room', async () => {
    const { outbox, scope } = setUp();
    const { key } = await outbox.open('request');
    await outbox.save(key, { body: 'before' }, '');
    let told = 0;
    outbox.addEventListener('change', () => told++);
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    undo.push(() => (IDBObjectStore.prototype.put = put));
    await outbox.save(key, { body: 'while full' }, '');
    expect(outbox.keeping).to.equal('memory');
    expect(told).to.be.above(0);
    expect(outbox.entries()[0]!.content).to.deep.equal({ body: 'while full' });
    expect(await onDisk(scope)).to.contain('before');
    undo.pop()!();
    await outbox.save(key, { body: 'with room' }, '');
    expect(outbox.keeping).to.equal('disk');
    expect(await onDisk(scope)).to.contain('with room');
  });

  it('survives a connection that was closed under it', async () => {
    const { outbox, scope } = setUp();
    const { key } = await outbox.open('request');
    await outbox.save(key, { body: 'one' }, '');
    const { transaction } = IDBDatabase.prototype;
    let failures = 1;
    IDBDatabase.prototype.transaction = function (...args: Parameters<typeof transaction>) {
      if (failures-- > 0) throw new DOMException('The database connection is closing.', 'InvalidStateError');
      return transaction.apply(this, args);
    };
    undo.push(() => (IDBDatabase.prototype.transaction = transaction));
    await outbox.save(key, { body: 'two' }, '');
    expect(outbox.keeping).to.equal('disk');
    expect(await onDisk(scope)).to.contain('two');
  });

  it('scopes do not see each other, and `clear` leaves nothing of its own', async () => {
    const { outbox, scope } = setUp();
    const other = setUp(`${scope}/longer`).outbox;
    for (const each of [outbox, other]) {
      const { key } = await each.open('request');
      await each.save(key, { body: 'x' }, '');
      await each.addPhoto(key, new Blob(['p']));
    }
    await outbox.clear();
    expect(outbox.entries()).to.deep.equal([]);
    expect(await onDisk(scope)).not.to.contain('body');
    expect(other.entries()).to.have.length(1);
  });

  it('a discarded draft is gone, photos and all', async () => {
    const { outbox, scope } = setUp();
    const { key } = await outbox.open('request');
    await outbox.save(key, { body: 'x' }, '');
    const { sha256 } = await outbox.addPhoto(key, new Blob(['p']));
    await outbox.removePhoto(key, sha256);
    await outbox.addPhoto(key, new Blob(['q']));
    await outbox.discard(key);
    expect(outbox.entries()).to.deep.equal([]);
    expect(await onDisk(scope)).not.to.match(/body|bytes/);
  });
});
