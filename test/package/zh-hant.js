// The texts in traditional characters, made by OpenCC out of those in simplified ones: `node test/package/zh-hant.js` writes
// them into src/locales, a test compares. So whoever changes a Chinese text changes it once.
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Converter } from 'opencc-js';

const folder = new URL('../../src/locales/', import.meta.url);
const toTraditional = Converter({ from: 'cn', to: 'hk' });

/** Files of texts, by the part of the name that follows the language. */
export const PARTS = ['', '-common', '-views', '-home', '-editor'];

const simplified = (part) => readFileSync(new URL(`zh-hans${part}.ts`, folder), 'utf8');

/** What `zh-hant{part}.ts` must hold. */
export const traditional = (part) =>
  toTraditional(
    simplified(part).replace(
      /^\/\*\* .* \*\/$/m,
      '/** 繁體中文, made of zh-hans by OpenCC: test/package/zh-hant.js. */',
    ),
  )
    .replace(/zhHans/g, 'zhHant')
    .replace(/\.\/zh-hans/g, './zh-hant')
    .replace(/zh-Hans/g, 'zh-Hant')
    .replace(/“/g, '「')
    .replace(/”/g, '」');

export const written = (part) => readFileSync(new URL(`zh-hant${part}.ts`, folder), 'utf8');

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  for (const part of PARTS) writeFileSync(new URL(`zh-hant${part}.ts`, folder), traditional(part));
