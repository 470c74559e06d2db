import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseAst } from 'rollup/parseAst';

const importsOf = (file) =>
  parseAst(readFileSync(file, 'utf8'))
    .body.filter((node) => 'source' in node && node.source)
    .map((node) => node.source.value);

/**
 * What a browser fetches before an entry can run: the entry and all it imports statically, at any depth.
 * @param {string} directory of a built tree
 * @param {string} entry file name in it
 * @returns {string[]} file names relative to the directory, entry first; empty where it has not been built
 */
export function firstLoad(directory, entry) {
  const files = existsSync(join(directory, entry)) ? [entry] : [];
  for (const file of files) {
    for (const source of importsOf(join(directory, file))) {
      const found = posix.join(dirname(file), source);
      if (!files.includes(found)) files.push(found);
    }
  }
  return files;
}

/** Bytes on the wire, as a server with gzip -9 sends them. */
export const gzipped = (file) => gzipSync(readFileSync(file), { level: 9 }).length;
