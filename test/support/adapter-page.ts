import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The code on the page “an adapter in an hour”, by the names of its files. */
export const pageFiles = new Map(
  [...readFileSync('src/adapters/README.md', 'utf8').matchAll(/```ts\n\/\/ (\S+)\n([\s\S]*?)```/g)].map(
    ([, name, code]) => [name!, code!],
  ),
);

/** Writes it into a folder inside the repository: there the package is known by its own name, as the page has it. */
export function writePage(name: string, change = (code: string) => code): string {
  const folder = resolve('.cache', name);
  mkdirSync(folder, { recursive: true });
  for (const [file, code] of pageFiles) writeFileSync(join(folder, file), change(code));
  return folder;
}

/** Not a part of the tests that it is started by. */
const { NODE_TEST_CONTEXT: _, ...alone } = process.env;

export const runIn = (folder: string, program: string, ...line: string[]) =>
  new Promise<{ code: unknown; said: string }>((done) =>
    execFile(program, line, { cwd: folder, env: alone }, (error, out, err) =>
      done({ code: error?.code ?? 0, said: out + err }),
    ),
  );
