import { cp, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Files } from './files.js';

/** `integrity.json` of a build: its version, and the hash of each file that pages load. */
export interface Manifest {
  version: string;
  files: Record<string, string>;
}

const VERSION = /^\d[\w.+-]*$/;

/** What a text says of a build; `undefined` where it is no manifest. */
export function readManifest(text: string): Manifest | undefined {
  try {
    const { version, files } = JSON.parse(text) as Partial<Manifest>;
    const named = typeof version === 'string' && VERSION.test(version) && typeof files === 'object';
    return named && files ? { version, files } : undefined;
  } catch {
    return undefined;
  }
}

const manifestOf = async (folder: string): Promise<Manifest | undefined> =>
  readManifest(await readFile(join(folder, 'integrity.json'), 'utf8').catch(() => ''));

/**
 * Every version of the widget that ran on this data folder, in `widget/<version>`: pages that pin a version, or its hashes,
 * must not break when the gateway is upgraded. What lies there once is never written again, and so never changes.
 */
export class Versions {
  readonly #folder: string;
  readonly #files: Files;

  constructor(dataDir: string) {
    this.#folder = join(dataDir, 'widget');
    this.#files = new Files(this.#folder);
  }

  /** Keeps the build in a folder. Gives a sentence where another build was kept under its version. */
  async keep(widget?: string): Promise<string | undefined> {
    const manifest = widget && (await manifestOf(widget));
    if (!manifest) return undefined;
    const { version, files } = manifest;
    const place = join(this.#folder, version);
    const known = await manifestOf(place);
    if (known)
      return JSON.stringify(known.files) === JSON.stringify(files)
        ? undefined
        : `another build of ${version} was here first: /v/${version}/ stays as it was; give this one a version of its own`;
    const draft = join(this.#folder, `.${version}.${process.pid}`);
    for (const name of [...Object.keys(files), 'integrity.json']) {
      const copy = join(draft, name);
      if (!copy.startsWith(draft)) continue;
      await mkdir(dirname(copy), { recursive: true });
      await cp(join(widget, name), copy);
    }
    // Whole or not at all; another process may have been quicker.
    await rename(draft, place).catch(() => rm(draft, { recursive: true }));
    return undefined;
  }

  /** A file by `<version>/<name>`. */
  find(path: string): ReturnType<Files['find']> {
    return this.#files.find(path);
  }

  /** A file whose name says what is in it, of whichever version: pages stay open, and load the rest after an upgrade. */
  async findHashed(path: string): ReturnType<Files['find']> {
    for (const version of await readdir(this.#folder).catch(() => [])) {
      const file = await this.find(version + path);
      if (file) return file;
    }
    return undefined;
  }
}
