import { execFileSync } from 'node:child_process';
import { chmodSync, createReadStream, createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { cacheFolder, fromNpmPackage } from './cache.js';

const unbrotli = (from: string, to: string) =>
  pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to));

/**
 * An old headless Chromium out of the npm package chrome-aws-lambda, which carries the binary itself.
 * Version 64.0.3264 is Chromium 64, the floor of the widget; 1.20.4 is Chromium 78.
 */
export async function oldChromium(version: string): Promise<string> {
  const name = `chromium-${version}`;
  const binary = join(cacheFolder, name, 'chromium');
  if (existsSync(binary)) return binary;
  await fromNpmPackage(`chrome-aws-lambda@${version}`, name, async (folder) => {
    const source = join(folder, 'bin');
    const kept = join(folder, 'kept');
    mkdirSync(kept);
    const packed = execFileSync('ls', [source], { encoding: 'utf8' }).split('\n');
    const chromium = packed.find((file) => file.startsWith('chromium') && file.endsWith('.br'));
    if (!chromium) throw new Error(`no chromium in chrome-aws-lambda@${version}: ${packed.join(' ')}`);
    await unbrotli(join(source, chromium), join(kept, 'chromium'));
    chmodSync(join(kept, 'chromium'), 0o755);
    return kept;
  });
  return binary;
}
