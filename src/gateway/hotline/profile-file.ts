import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as hotline from '../../adapters/hotline/index.js';
import { GatewayError } from '../gateway-error.js';
import { TABLE, tableProfile } from './table-profile.js';

const { checkProfile, hotlineShapes } = hotline;
type Kit = Pick<typeof hotline, 'codecs' | 'hotlineShapes' | 'hotlineTemplate'>;
const kit: Kit = {
  codecs: hotline.codecs,
  hotlineShapes: hotline.hotlineShapes,
  hotlineTemplate: hotline.hotlineTemplate,
};

const isShape = (name: string): name is keyof typeof hotlineShapes => Object.hasOwn(hotlineShapes, name);

/**
 * The profile that a name stands for: one of the shapes by its letter, `table` for an intermediate database, or a module whose default export is a profile, or a
 * function that makes one of `{ codecs, hotlineShapes, hotlineTemplate }`: such a module needs nothing installed beside it.
 * A file of JSON is one too, where a profile needs no codec of its own. `from` is the folder that names of files begin at.
 */
export async function readProfile(
  name: string,
  from: string = process.cwd(),
): Promise<hotline.HotlineProfile> {
  if (name === TABLE) return tableProfile;
  const letter = name.toUpperCase();
  if (isShape(letter)) return hotlineShapes[letter];
  const file = resolve(from, name);
  if (!existsSync(file))
    throw new GatewayError(
      `There is no file ${file}, and no shape ${name}: there is ${Object.keys(hotlineShapes).join(', ')}.`,
    );
  let given: unknown;
  try {
    const json = /\.json$/.test(file) ? { with: { type: 'json' } } : undefined;
    ({ default: given } = (await import(pathToFileURL(file).href, json)) as { default: unknown });
    if (typeof given === 'function') given = (given as (kit: Kit) => unknown)(kit);
  } catch (error) {
    throw new GatewayError(`${file} cannot be read: ${(error as Error).message}`);
  }
  try {
    return checkProfile(given as hotline.HotlineProfile);
  } catch (error) {
    throw new GatewayError(`${file}: ${(error as Error).message}`);
  }
}
