import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';

let mutant;

export const initialize = (data) => (mutant = data);

export async function load(url, context, next) {
  if (!url.split('?')[0].endsWith(`/${mutant.file}`)) return next(url, context);
  const source = readFileSync(fileURLToPath(url), 'utf8').replace(mutant.from, () => mutant.to);
  return { format: 'module', source: transformSync(source, { loader: 'ts' }).code, shortCircuit: true };
}
