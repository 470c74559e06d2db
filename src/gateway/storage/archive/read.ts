import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { ArchiveError, type ArchiveEnd, type ArchiveHead, type TableHead } from './format.js';

export type ArchiveLine = ArchiveHead | TableHead | ArchiveEnd | unknown[];

/**
 * Gives the lines of an archive to `take`, the head first, and makes sure at the end that they were all there and nothing
 * has been changed: until it resolves, nothing of them may be believed.
 */
export async function readArchive(file: string, take: (line: ArchiveLine) => Promise<void>): Promise<void> {
  let end: ArchiveEnd | undefined;
  let first = true;
  let rows = 0;
  const hash = createHash('sha256');
  let failure: unknown;
  const readAll = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const text of linesOf(source)) {
      const line = parse(text, file);
      if (first && !isHead(line)) throw new ArchiveError(`${file} is no backup of a help board.`);
      first = false;
      if ('sha256' in line) {
        end = line;
        continue;
      }
      hash.update(text).update('\n');
      if (Array.isArray(line)) rows++;
      await take(line);
    }
  };
  // What is thrown in here, the pipeline may tell as its own end.
  const read = (source: AsyncIterable<Buffer>): Promise<void> =>
    readAll(source).catch((error: unknown) => {
      failure = error;
      throw error;
    });
  try {
    await pipeline(createReadStream(file), createGunzip(), read);
  } catch (ended) {
    const error = failure ?? ended;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new ArchiveError(`There is no file ${file}.`);
    if (code?.startsWith('Z_')) throw new ArchiveError(`${file} is damaged: ${message}.`);
    throw error;
  }
  if (!end) throw new ArchiveError(`${file} is cut off: its end is missing.`);
  if (end.rows !== rows || end.sha256 !== hash.digest('hex'))
    throw new ArchiveError(`${file} is damaged: its checksum is wrong.`);
}

const isHead = (line: ArchiveLine): boolean =>
  'archive' in line && line.archive === 'help-board' && line.format === 1;

function parse(text: string, file: string): ArchiveLine {
  try {
    return JSON.parse(text) as ArchiveLine;
  } catch {
    throw new ArchiveError(`${file} is damaged: a line in it is no JSON.`);
  }
}

async function* linesOf(source: AsyncIterable<Buffer>): AsyncIterable<string> {
  let begun: Buffer[] = [];
  for await (const chunk of source) {
    let from = 0;
    for (let to = chunk.indexOf(10); to >= 0; to = chunk.indexOf(10, from)) {
      begun.push(chunk.subarray(from, to));
      yield Buffer.concat(begun).toString();
      begun = [];
      from = to + 1;
    }
    if (from < chunk.length) begun.push(chunk.subarray(from));
  }
}
