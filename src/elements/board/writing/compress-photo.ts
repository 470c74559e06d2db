import type { PhotoSize } from '../../contexts.js';
import { jpegOrientation } from './orientation.js';

/** Before Chromium 81 and Safari 13.1, pictures were drawn as the sensor saw them, not as the camera was held. */
const isUprightByItself = (): boolean =>
  typeof CSS !== 'undefined' && !!CSS.supports && CSS.supports('image-orientation', 'from-image');

interface Picture {
  source: CanvasImageSource;
  width: number;
  height: number;
  /** Turn that is still to be made, as EXIF names it. */
  orientation: number;
  release(): void;
}

async function decodeByBitmap(file: Blob): Promise<Picture> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const { width, height } = bitmap;
  return { source: bitmap, width, height, orientation: 1, release: () => bitmap.close() };
}

async function decodeByImage(file: Blob): Promise<Picture> {
  const url = URL.createObjectURL(file);
  const release = () => URL.revokeObjectURL(url);
  try {
    const image = new Image();
    await new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = () => reject(new Error('not a picture'));
      image.src = url;
    });
    const orientation = isUprightByItself() ? 1 : await jpegOrientation(file);
    return { source: image, width: image.naturalWidth, height: image.naturalHeight, orientation, release };
  } catch (error) {
    release();
    throw error;
  }
}

/** Canvas transforms of the eight EXIF orientations, for a picture of width `w` and height `h` as it is drawn. */
const turns = (w: number, h: number): Record<number, [number, number, number, number, number, number]> => ({
  2: [-1, 0, 0, 1, w, 0],
  3: [-1, 0, 0, -1, w, h],
  4: [1, 0, 0, -1, 0, h],
  5: [0, 1, 1, 0, 0, 0],
  6: [0, 1, -1, 0, h, 0],
  7: [0, -1, -1, 0, h, w],
  8: [0, -1, 1, 0, 0, w],
});

/**
 * Makes a photo small on the device: no larger than asked, JPEG, upright, and without what the camera wrote into it (place,
 * time, device). Rejects when it is no picture that this browser can open.
 */
export async function compressPhoto(file: Blob, { side, quality }: PhotoSize): Promise<Blob> {
  // `from-image` is a TypeError where it is not known yet; then, and for what only <img> can read, the other way.
  const picture = await (typeof createImageBitmap === 'function'
    ? decodeByBitmap(file).catch(() => decodeByImage(file))
    : decodeByImage(file));
  const canvas = document.createElement('canvas');
  try {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const width = Math.max(1, Math.round(picture.width * scale));
    const height = Math.max(1, Math.round(picture.height * scale));
    const lying = picture.orientation > 4;
    canvas.width = lying ? height : width;
    canvas.height = lying ? width : height;
    const pen = canvas.getContext('2d')!;
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    const turn = turns(width, height)[picture.orientation];
    if (turn) pen.transform(...turn);
    pen.drawImage(picture.source, 0, 0, width, height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
    if (!blob) throw new Error('no picture came out');
    return blob;
  } finally {
    picture.release();
    // iOS counts canvases against a small budget until they are collected.
    canvas.width = canvas.height = 0;
  }
}
