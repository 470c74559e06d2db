import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter(Boolean);

test('the lock file names no host', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { resolved?: string }>;
  };
  const hosts = Object.entries(packages).filter(([, { resolved }]) => resolved && /^\w+:\/\//.test(resolved));
  assert.deepEqual(hosts, []);
});

test('no file depends on the machine it was written on, or promises work for later', () => {
  // Spelled in pieces, so that this file does not find itself.
  const words = [
    '/wo' + 'rk/',
    '/ro' + 'ot/',
    'regis' + 'try.npm',
    'npmmir' + 'ror',
    'TO' + 'DO',
    'FIX' + 'ME',
  ];
  const found: string[] = [];
  for (const file of tracked.filter((name) => !/\.(png|jpe?g|webp)$/.test(name))) {
    const text = readFileSync(file, 'utf8');
    for (const word of words) if (text.includes(word)) found.push(`${file}: ${word}`);
  }
  assert.deepEqual(found, []);
});
