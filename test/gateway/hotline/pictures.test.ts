import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import { hotlineShapes } from '../../../src/adapters/hotline/profiles/index.js';
import { submission } from '../support/gateway.js';
import { Connected } from './support.js';

const SITE = 'https://help.example.cn';
/** The four ways in which hotlines take pictures. */
const WAYS = [
  { key: 'urls', shape: 'C', secrets: { user: 'u' }, site: SITE },
  { key: 'joined', shape: 'E', secrets: { access: 'a' }, site: SITE },
  { key: 'base64', shape: 'D', secrets: { user: 'u', password: 'p' } },
  { key: 'parts', shape: 'F', secrets: { key: 'k' } },
  { key: 'upload', shape: 'H', secrets: { token: 't', key: 'k' } },
] as const;
type Way = (typeof WAYS)[number]['key'];

describe('pictures of a request that a hotline is given', () => {
  const site = new Connected();
  const sent = new Map<Way, Request[]>();
  let picture: Buffer;
  before(async () => {
    picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#c33' } })
      .jpeg()
      .toBuffer();
    await site.start(
      WAYS.map(({ shape, ...setting }) => ({
        ...{ ...setting, name: setting.key, secrets: { ...setting.secrets } },
        ...{ profile: shape, shape: hotlineShapes[shape] },
      })),
    );
    for (const [index, { key }] of WAYS.entries()) {
      const { hotline } = site.simulators[index]!;
      const { serve } = hotline;
      const calls: Request[] = [];
      sent.set(key, calls);
      Object.assign(hotline, { serve: (request: Request) => (calls.push(request.clone()), serve(request)) });
    }
  });
  after(() => site.stop());

  async function handedOver(way: Way, publish = false, confidential = false): Promise<string> {
    const key = randomUUID();
    const sha256 = createHash('sha256').update(picture).digest('hex');
    const put = await site.subject.board(`/uploads/${key}/${sha256}`, {
      method: 'PUT',
      headers: { 'content-type': 'image/jpeg' },
      body: new Uint8Array(picture),
    });
    assert.ok(put.status < 300, put.text);
    const { json, text, status } = await site.subject.submit(
      submission({ attachments: [{ sha256 }], confidential }),
      key,
    );
    assert.equal(status, 201, text);
    if (publish) await site.act(json.id, 'publish');
    await site.act(json.id, 'accept');
    await site.act(json.id, 'dispatch', { kind: 'hotline', name: way });
    sent.get(way)!.length = 0;
    await site.forward();
    const [message] = (await site.history(json.id)).messages;
    assert.equal(message!.state, 'sent', message!.problem);
    return json.id;
  }
  /** A JPEG, and not the one that came: it was written anew without place and device. */
  const isPicture = (bytes: Uint8Array) => assert.deepEqual([...bytes.subarray(0, 3)], [0xff, 0xd8, 0xff]);
  const last = (way: Way) => sent.get(way)!.at(-1)!;

  it('go as a list of addresses, of what everybody may see alone', async () => {
    await handedOver('urls', true);
    const [address] = ((await last('urls').json()) as { annexPaths: string[] }).annexPaths;
    const path = address!.slice(SITE.length);
    assert.match(path, /^\/api\/boards\/qingxi\/attachments\/\w+$/);
    isPicture(new Uint8Array(await (await fetch(site.subject.url + path.slice(1))).arrayBuffer()));
    await handedOver('joined', true);
    assert.match(await last('joined').text(), /"attachments":"https:\/\/help\.example\.cn\/api\/[^",]+"/);
  });

  it('have no address while nobody may see them, and are told of instead', async () => {
    await handedOver('urls');
    const text = await last('urls').text();
    assert.doesNotMatch(text, /attachments\/\w/);
    assert.match(text, /另有照片 1 张/);
  });

  it('go in the order itself', async () => {
    await handedOver('base64');
    const [, content] = /<content>([\w+/=]{100,})<\/content>/.exec(await last('base64').text())!;
    isPicture(Buffer.from(content!, 'base64'));
  });

  it('go not at all of somebody who asks confidentially, before an editor has released them', async () => {
    await handedOver('base64', false, true);
    assert.doesNotMatch(await last('base64').text(), /<content>[\w+/=]{100,}/);
  });

  it('go as parts beside the order', async () => {
    await handedOver('parts');
    const [file, ...more] = (await last('parts').formData()).getAll('files') as File[];
    assert.deepEqual([file!.type, more.length], ['image/jpeg', 0]);
    isPicture(new Uint8Array(await file!.arrayBuffer()));
  });

  it('go ahead, and the order names them, each call signed', async () => {
    await handedOver('upload');
    const [ahead, order] = sent.get('upload')!;
    assert.match(ahead!.headers.get('content-type')!, /^multipart/);
    assert.equal(site.simulators[4]!.hotline.uploads, 1);
    const said = new URLSearchParams(await order!.text());
    assert.equal(
      (JSON.parse(said.get('param')!) as { images: string }).images,
      'https://files.example.cn/1.jpg',
    );
    assert.match(said.get('signature')!, /^[0-9a-f]{32}$/);
  });
});
