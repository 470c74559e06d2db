// Writes dist/integrity.json: what a page may load, and the hash of each file for `integrity` attributes.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const names = readdirSync('dist', { recursive: true })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => /^(help-board[^/]*\.js|(modern|legacy)\/.+\.(js|css))$/.test(name))
  .sort();
const hash = (name) =>
  `sha384-${createHash('sha384')
    .update(readFileSync(`dist/${name}`))
    .digest('base64')}`;
const files = Object.fromEntries(names.map((name) => [name, hash(name)]));
writeFileSync('dist/integrity.json', `${JSON.stringify({ version, files }, null, 2)}\n`);
