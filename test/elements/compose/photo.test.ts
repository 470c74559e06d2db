import { expect, waitUntil } from '@open-wc/testing';
import { jpegOrientation } from '../../../src/elements/board/writing/orientation.js';
import { compressPhoto } from '../../../src/elements/board/writing/compress-photo.js';
import { compose } from './surroundings.js';

const SIZE = { side: 1600, quality: 0.82 };

/** A JPEG, red on top and blue below, with an EXIF block that turns it and says where it was taken. */
async function photo(width: number, height: number, orientation = 1): Promise<File> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = '#f00';
  pen.fillRect(0, 0, width, height / 2);
  pen.fillStyle = '#00f';
  pen.fillRect(0, height / 2, width, height / 2);
  const plain = await new Promise<Blob>((resolve) => canvas.toBlob((blob) => resolve(blob!), 'image/jpeg'));
  const bytes = new Uint8Array(await plain.arrayBuffer());
  const text = (words: string) => [...words].map((letter) => letter.charCodeAt(0));
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
  const body = [...text('Exif'), 0, 0, ...tiff, 0, 0, 0, 0, ...text('GPS 29.1N')];
  const size = body.length + 2;
  return new File(
    [bytes.slice(0, 2), new Uint8Array([0xff, 0xe1, size >> 8, size & 255, ...body]), bytes.slice(2)],
    'IMG.jpg',
    { type: 'image/jpeg' },
  );
}

async function look(blob: Blob) {
  const bitmap = await createImageBitmap(blob);
  const canvas = document.createElement('canvas');
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  const pen = canvas.getContext('2d')!;
  pen.drawImage(bitmap, 0, 0);
  const colour = (x: number, y: number) => {
    const [red, , blue] = pen.getImageData(x * (bitmap.width - 1), y * (bitmap.height - 1), 1, 1).data;
    return red! > blue! ? 'red' : 'blue';
  };
  return { width: bitmap.width, height: bitmap.height, colour };
}

const holds = async (blob: Blob, words: string) => (await blob.text()).includes(words);

describe('photos', () => {
  it('are made small, and lose what the camera wrote into them', async () => {
    const original = await photo(3000, 1500);
    expect(await holds(original, 'GPS 29.1N')).to.equal(true);
    const small = await compressPhoto(original, SIZE);
    expect(small.type).to.equal('image/jpeg');
    expect(await look(small)).to.deep.include({ width: 1600, height: 800 });
    expect(await holds(small, 'Exif')).to.equal(false);
    expect(await holds(small, 'GPS')).to.equal(false);
  });

  it('stay upright', async () => {
    const { width, height, colour } = await look(await compressPhoto(await photo(400, 200, 6), SIZE));
    expect([width, height]).to.deep.equal([200, 400]);
    expect([colour(0, 0.5), colour(1, 0.5)]).to.deep.equal(['blue', 'red']);
  });

  it('stay upright where only an image element can open them', async () => {
    const { createImageBitmap: bitmap } = window;
    let small: Blob;
    try {
      window.createImageBitmap = () => Promise.reject(new TypeError('from-image is unknown'));
      small = await compressPhoto(await photo(400, 200, 6), SIZE);
    } finally {
      window.createImageBitmap = bitmap;
    }
    const { colour } = await look(small);
    expect([colour(0, 0.5), colour(1, 0.5)]).to.deep.equal(['blue', 'red']);
  });

  it('say how they were held, for browsers that do not look themselves', async () => {
    expect(await jpegOrientation(await photo(40, 20, 8))).to.equal(8);
    expect(await jpegOrientation(new Blob(['no photo']))).to.equal(1);
  });

  it('that are none are refused', async () => {
    const failure = await compressPhoto(new Blob(['<svg']), SIZE)
      .then(() => undefined)
      .catch((error: unknown) => error);
    expect(failure).to.be.an('error');
  });

  it('are kept with the draft, shown, described, sent, and can be taken out', async () => {
    const form = await compose();
    const choose = (...files: File[]) => {
      const input = form.field('photos');
      const chosen = new DataTransfer();
      files.forEach((file) => chosen.items.add(file));
      input.files = chosen.files;
      input.dispatchEvent(new Event('change'));
    };
    choose(await photo(60, 40), await photo(80, 40));
    await waitUntil(() => form.view.querySelectorAll('.photos img').length === 2, 'two thumbnails');
    choose(new File(['nothing'], 'a.heic', { type: 'image/heic' }));
    await form.says('打不开');
    form.press('去掉第 1 张照片');
    await waitUntil(() => form.view.querySelectorAll('.photos img').length === 1);
    const alt = form.view.querySelector<HTMLInputElement>('.photos input')!;
    alt.value = '药盒';
    alt.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await form.fill();
    form.press('发送求助');
    await form.says('已送达');
    const { attachments } = form.submitted();
    expect(attachments.map((attachment) => attachment.alt)).to.deep.equal(['药盒']);
  });
});
