import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { request, type IncomingMessage } from 'node:http';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import type { HelpRequest } from '../../src/model/index.js';
import { dropStaleUploads } from '../../src/gateway/intake/uploads.js';
import { Subject, submission } from './support/gateway.js';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c33' } });

/** As a phone takes it: lying on its side, with the place and the phone's owner in it. */
const photo = (): Promise<Buffer> =>
  picture(400, 300)
    .withMetadata({ orientation: 6 })
    .withExifMerge({
      IFD0: { Make: 'MARKMAKE', Artist: 'MARKOWNER', Copyright: 'MARKCOPY' },
      IFD3: { GPSLatitude: '29/1 7/1 24/1', GPSLatitudeRef: 'N', GPSLongitude: '120/1 39/1 0/1' },
    })
    .jpeg()
    .toBuffer();

describe('photos', () => {
  const subject = new Subject({ limits: { uploads: { burst: 1e6, perMinute: 1e6 } } });
  let bytes: Buffer;
  before(async () => {
    await subject.start();
    bytes = await photo();
  });
  after(() => subject.stop());

  const put = (body: Uint8Array, key: string, name = sha256(body), type = 'image/jpeg') =>
    subject.board<{ code?: string; fields?: Record<string, string> }>(`/uploads/${key}/${name}`, {
      method: 'PUT',
      headers: { 'content-type': type },
      body: new Uint8Array(body),
    });
  const publishedWithPhoto = async () => {
    const key = randomUUID();
    await put(bytes, key);
    const { json } = await subject.submit(
      submission({ attachments: [{ sha256: sha256(bytes), alt: '药盒' }] }),
      key,
    );
    await subject.desk(`/requests/${json.id}/publish`, {});
    return (await subject.board<HelpRequest>(`/requests/${json.id}`)).json;
  };

  it('are written anew: upright, without place, device or owner', async () => {
    assert.ok(bytes.includes('MARKOWNER') && bytes.includes('Exif'), 'the original holds them');
    const shown = await publishedWithPhoto();
    const [attachment] = shown.attachments;
    assert.deepEqual([attachment!.type, attachment!.width, attachment!.height], ['image/jpeg', 300, 400]);
    assert.equal(attachment!.alt, '药盒');
    const response = await fetch(`${subject.url}api/boards/qingxi/${attachment!.url}`);
    assert.equal(response.status, 200);
    assert.equal(response.headers.get('content-type'), 'image/jpeg');
    assert.equal(response.headers.get('x-content-type-options'), 'nosniff');
    const stored = Buffer.from(await response.arrayBuffer());
    const { exif, xmp, iptc, orientation, width, height } = await sharp(stored).metadata();
    assert.deepEqual([exif, xmp, iptc, orientation], [undefined, undefined, undefined, undefined]);
    assert.deepEqual([width, height], [300, 400]);
    for (const mark of ['MARK', 'Exif', 'GPS']) assert.ok(!stored.includes(mark), mark);
  });

  it('are gone from public view with their request', async () => {
    const shown = await publishedWithPhoto();
    const { url } = shown.attachments[0]!;
    assert.equal((await subject.board(`/${url}`)).status, 200);
    await subject.desk(`/requests/${shown.id}/hide`, {});
    assert.equal((await subject.board(`/${url}`)).status, 404);
    await subject.desk(`/requests/${shown.id}/publish`, {});
    assert.equal((await subject.board(`/${url}`)).status, 200);
  });

  it('are withheld one by one by an editor who covers a text, and shown again', async () => {
    const key = randomUUID();
    const card = await picture(60, 40).jpeg().toBuffer();
    const box = await picture(50, 50).jpeg().toBuffer();
    for (const one of [card, box]) await put(one, key);
    const attachments = [card, box].map((one) => ({ sha256: sha256(one) }));
    const { json } = await subject.submit(submission({ attachments }), key);
    await subject.desk(`/requests/${json.id}/publish`, {});
    const shown = async () =>
      (await subject.board<HelpRequest>(`/requests/${json.id}`)).json.attachments.map(
        ({ url }) => url.split('/')[1]!,
      );
    const [first, second] = (await shown()) as [string, string];
    const redact = (withheld: string[]) =>
      subject.desk(`/requests/${json.id}/redact`, { publicBody: '家里没有米了', withheld });

    assert.equal((await redact([first])).status, 200);
    assert.deepEqual(await shown(), [second]);
    const status = async (id: string) => (await subject.board(`/attachments/${id}`)).status;
    assert.deepEqual([await status(first), await status(second)], [404, 200]);
    const { photos } = (
      await subject.desk<{ photos: { id: string; withheld: boolean }[] }>(`/requests/${json.id}`)
    ).json;
    assert.deepEqual(
      photos.map(({ id, withheld }) => [id, withheld]),
      [
        [first, true],
        [second, false],
      ],
    );
    assert.equal((await subject.desk(`/photos/${first}`)).status, 200, 'the desk has it still');

    // Hidden and published again, what was withheld stays withheld.
    await subject.desk(`/requests/${json.id}/hide`, {});
    assert.deepEqual([await status(first), await status(second)], [404, 404]);
    await subject.desk(`/requests/${json.id}/publish`, {});
    assert.deepEqual([await status(first), await status(second)], [404, 200]);
    await redact([]);
    assert.deepEqual(await shown(), [first, second]);
  });

  it('of a request that is not public are seen by the desk alone', async () => {
    const key = randomUUID();
    await put(bytes, key);
    const { json } = await subject.submit(
      submission({ visibility: 'desk', attachments: [{ sha256: sha256(bytes) }] }),
      key,
    );
    const detail = await subject.desk<{ photos: { id: string }[] }>(`/requests/${json.id}`);
    const [{ id }] = detail.json.photos as [{ id: string }];
    assert.equal((await subject.board(`/attachments/${id}`)).status, 404);
    assert.equal((await subject.desk(`/photos/${id}`)).status, 200);
  });

  it('arrive once under key and hash, however often they are sent', async () => {
    const key = randomUUID();
    const [uploads, photos] = [await subject.count('upload'), await subject.count('photo')];
    const answers = await Promise.all([1, 2, 3].map(() => put(bytes, key)));
    for (const { status } of answers) assert.equal(status, 201);
    assert.equal(await subject.count('upload'), uploads + 1);
    assert.equal(await subject.count('photo'), photos + 1);
    assert.equal((await put(Buffer.from('what is known is not read again'), key, sha256(bytes))).status, 201);
  });

  it('belong to their key: another submission cannot take them', async () => {
    await put(bytes, randomUUID());
    const key = randomUUID();
    const body = submission({ attachments: [{ sha256: sha256(bytes) }] });
    const missing = await subject.submit<{ code: string; fields: object }>(body, key);
    assert.deepEqual([missing.status, missing.json.code], [422, 'missing-upload']);
    assert.deepEqual(missing.json.fields, { 'attachments.0': 'missing' });
    await put(bytes, key);
    assert.equal((await subject.submit(body, key)).status, 201);
  });

  it('are refused by what they are, whatever they say they are', async () => {
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>1</script></svg>',
    );
    const gif = await picture(9, 9).gif().toBuffer();
    const broken = bytes.subarray(0, 900);
    for (const [body, type] of [
      [svg, 'image/jpeg'],
      [gif, 'image/jpeg'],
      [Buffer.from('<html>'), 'image/png'],
      [Buffer.from('{}'), 'application/json'],
      [broken, 'image/jpeg'],
      [Buffer.alloc(0), 'image/jpeg'],
    ] as const) {
      const { status, json } = await put(body, randomUUID(), undefined, type);
      assert.deepEqual([status, json.code], [415, 'unsupported-type'], String(body.subarray(0, 20)));
    }
    const png = await picture(9, 9).png().toBuffer();
    assert.equal((await put(png, randomUUID(), undefined, 'text/plain')).status, 201);
  });

  it('are refused when they are not what their name says, or too large', async () => {
    const { status, json } = await put(bytes, randomUUID(), 'a'.repeat(64));
    assert.deepEqual([status, json.code, json.fields], [400, 'invalid', { sha256: 'mismatch' }]);
    const large = await put(Buffer.alloc(8 * 1024 * 1024 + 1), randomUUID());
    assert.deepEqual([large.status, large.json.code], [413, 'too-large']);
    // A flat colour: 90 million pixels in a hundred kilobytes.
    const bomb = await picture(10_000, 9_000).png({ compressionLevel: 9 }).toBuffer();
    const refused = await put(bomb, randomUUID());
    assert.deepEqual([refused.status, refused.json.code], [413, 'too-large']);
    assert.equal((await put(bytes, 'no-key')).status, 400);
    assert.equal((await put(bytes, randomUUID(), 'no-hash')).status, 400);
  });

  it('that nobody asks for are thrown away after a while, never those of a request', async () => {
    const shown = await publishedWithPhoto();
    const key = randomUUID();
    await put(bytes, key);
    const { writes } = subject.gateway.storage;
    // However many they are.
    await writes.write(async ({ db }) => {
      const photo = await db.selectFrom('photo').selectAll().limit(1).executeTakeFirstOrThrow();
      const upload = await db.selectFrom('upload').selectAll().limit(1).executeTakeFirstOrThrow();
      for (let n = 0; n < 450; n++) {
        const id = `left-${n}`;
        await db
          .insertInto('photo')
          .values({ ...photo, id, bytes: Buffer.from(photo.bytes) })
          .execute();
        const of = { key_hash: id, photo: id, request: null, addition: null };
        await db
          .insertInto('upload')
          .values({ ...upload, ...of })
          .execute();
      }
    });
    const turn = { ending: false, write: writes.write.bind(writes) };
    await dropStaleUploads(turn, Date.now() + 30 * 24 * 3_600_000);
    const left = await writes.write(({ db }) =>
      db.selectFrom('upload').select('photo').where('request', 'is', null).execute(),
    );
    assert.deepEqual(left, []);
    const body = submission({ attachments: [{ sha256: sha256(bytes) }] });
    assert.equal((await subject.submit(body, key)).status, 422);
    assert.equal((await subject.board(`/${shown.attachments[0]!.url}`)).status, 200);
  });

  it('are not more than the board takes', async () => {
    const many = Array.from({ length: 7 }, (_, n) => ({ sha256: String(n).repeat(64) }));
    const { status, json } = await subject.submit<{ fields: object }>(submission({ attachments: many }));
    assert.deepEqual([status, json.fields], [400, { attachments: 'maxItems' }]);
  });
});

describe('a flood of photos', () => {
  const subject = new Subject({ limits: { uploads: { burst: 100, perMinute: 1 } } });
  before(() => subject.start());
  after(() => subject.stop());

  /** Says how much is to come, and sends none of it. */
  function begin(name = randomUUID()) {
    const path = `${subject.url}api/boards/qingxi/uploads/${name}/${'0'.repeat(64)}`;
    const headers = { 'content-type': 'image/jpeg', 'content-length': String(8 * 1024 * 1024) };
    const sent = request(path, { method: 'PUT', headers, agent: false });
    sent.on('error', () => {});
    sent.flushHeaders();
    const answer = new Promise<IncomingMessage>((resolve) => sent.once('response', resolve));
    return { sent, answer };
  }
  const connections = () =>
    new Promise<number>((resolve) => subject.gateway.app.server.getConnections((_, n) => resolve(n)));
  const fullUp = async () => {
    const { sent, answer } = begin();
    const { statusCode, headers } = await answer;
    sent.destroy();
    return [statusCode, Number(headers['retry-after']) > 0];
  };

  it('from one address takes twelve places, and no more of the memory; those that end give theirs back', async () => {
    const held = Array.from({ length: 12 }, () => begin());
    while ((await connections()) < 12) await pause(20);
    assert.deepEqual(await fullUp(), [429, true]);
    for (const { sent } of held) sent.destroy();
    while ((await connections()) > 0) await pause(20);
    const { sent, answer } = begin();
    assert.equal(await Promise.race([answer.then(() => 'refused'), pause(200, 'being read')]), 'being read');
    sent.destroy();
  });

  it('is slowed down by its limit before a byte of it is read', async () => {
    for (;;) {
      const { sent, answer } = begin();
      const refused = await Promise.race([answer, pause(150)]);
      sent.destroy();
      if (!refused) continue;
      assert.equal(refused.statusCode, 429);
      break;
    }
  });
});
