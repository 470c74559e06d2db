import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Old engines are fetched once a machine, not once a clone. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'help-board');

/** Unpacks an npm package's tarball and hands its folder to `use`, which returns what is to be kept as `name`. */
export async function fromNpmPackage(
  spec: string,
  name: string,
  use: (folder: string) => Promise<string>,
): Promise<string> {
  mkdirSync(cacheFolder, { recursive: true });
  const folder = mkdtempSync(join(cacheFolder, 'unpack-'));
  try {
    const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, spec], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const tarball = packed.trim().split('\n').pop()!;
    execFileSync('tar', ['xzf', join(folder, tarball), '-C', folder]);
    const kept = join(cacheFolder, name);
    // Renamed as the last step: a fetch that was broken off leaves nothing behind that looks complete.
    renameSync(await use(join(folder, 'package')), kept);
    return kept;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
