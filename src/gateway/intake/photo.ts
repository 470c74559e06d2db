import { HelpBoardError } from '../../adapters/errors.js';

/** Most bytes an upload may have. */
export const PHOTO_BYTES = 8 * 1024 * 1024;
/** Most pixels: a small file that unfolds into gigabytes is no photo. */
const PHOTO_PIXELS = 50_000_000;
/** Long side of what is kept. */
const PHOTO_SIDE = 2048;
const FORMATS = ['jpeg', 'png', 'webp'];

export interface Photo {
  type: 'image/jpeg';
  width: number;
  height: number;
  bytes: Buffer;
}

let turn: Promise<unknown> = Promise.resolve();

/** One picture at a time: unfolded it takes up to 150 MB, and a flood of them must not take the posts down with it. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const result = turn.then(work, work);
  turn = result.catch(() => {});
  return result;
}

/**
 * Reads a picture by what it is, not by what it says it is, turns it upright and writes it anew: nothing of the original
 * file is kept, and so no place, device or owner recorded in it.
 */
export async function readPhoto(original: Buffer): Promise<Photo> {
  // Loaded with the first picture: the library takes longer to load than the rest of the gateway.
  const { default: sharp } = await import('sharp');
  return inTurn(async () => {
    // The head alone is read here, so its size can be looked at before anything is unfolded.
    const {
      format,
      width = 0,
      height = 0,
    } = await attempt(() => sharp(original, { limitInputPixels: false }).metadata());
    if (!FORMATS.includes(format ?? '')) throw new HelpBoardError('unsupported-type');
    if (width * height > PHOTO_PIXELS) throw new HelpBoardError('too-large');
    const { data, info } = await attempt(() =>
      sharp(original, { limitInputPixels: PHOTO_PIXELS, failOn: 'error' })
        .rotate()
        .resize(PHOTO_SIDE, PHOTO_SIDE, { fit: 'inside', withoutEnlargement: true })
        .flatten({ background: '#ffffff' })
        .jpeg({ quality: 82 })
        .toBuffer({ resolveWithObject: true }),
    );
    return { type: 'image/jpeg', width: info.width, height: info.height, bytes: data };
  });
}

/** What cannot be read is no picture, whatever the library has to say about it. */
async function attempt<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw new HelpBoardError('unsupported-type', { cause });
  }
}
