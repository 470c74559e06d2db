import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { decode } from '@jridgewell/sourcemap-codec';

const isOutbox = (source) => /\/src\/drafts\/|\/idb-keyval\//.test(source);

/**
 * What the outbox costs in a built file: the gzipped bytes that it would have less, were nothing of src/drafts and idb-keyval
 * in it. The map beside the file tells whose every character is.
 * @param {string} file
 */
export function outboxBytes(file) {
  const lines = readFileSync(file, 'utf8').split('\n');
  const { sources, mappings } = JSON.parse(readFileSync(`${file}.map`, 'utf8'));
  const ours = sources.map(isOutbox);
  const decoded = decode(mappings);
  const rest = lines.map((line, n) => {
    const segments = decoded[n] ?? [];
    const theirs = segments.map(([from, source], i) =>
      source !== undefined && ours[source] ? '' : line.slice(from, segments[i + 1]?.[0]),
    );
    return line.slice(0, segments[0]?.[0]) + theirs.join('');
  });
  const gzipped = (text) => gzipSync(text, { level: 9 }).length;
  return gzipped(lines.join('\n')) - gzipped(rest.join('\n'));
}
