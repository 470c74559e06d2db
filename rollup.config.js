// Five builds: the modern tree, the legacy tree, the classic script that chooses between them, and the gateway's two files.
// Order matters: the script is built last, because it carries the names of the chunks that both trees load first.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { sep } from 'node:path';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import htmlLiterals from 'rollup-plugin-html-literals';
import { firstLoad } from './test/package/first-load.js';

const MODERN = 'es2021';
const LEGACY = ['chrome64', 'ios12'];
const gateway = JSON.parse(readFileSync('src/gateway/package.json', 'utf8'));

/**
 * `FIRST_LOAD` in the loader's source becomes {tree: {entry: [itself and the files it imports]}}, so that the script can ask for
 * all of them at once instead of finding out one round trip later.
 */
const insertFirstLoad = () => ({
  name: 'insert-first-load',
  renderChunk(code) {
    const table = (tree) => ({
      'help-board': firstLoad(`dist/${tree}`, 'help-board.js'),
      home: firstLoad(`dist/${tree}`, 'home.js'),
    });
    return code.replaceAll(
      'FIRST_LOAD',
      JSON.stringify({ modern: table('modern'), legacy: table('legacy') }),
    );
  },
});

/** Chunks of an earlier build must not be published, or counted, with this one. */
const clean = (directory) => ({
  name: 'clean',
  buildStart: () => rmSync(directory, { recursive: true, force: true }),
});

const minify = (ecma, module) =>
  terser({ ecma, module, format: { comments: false }, compress: { passes: 2, pure_getters: true } });

const browserPlugins = (target) => [
  resolve({ exportConditions: ['production', 'browser'] }),
  // Templates lose their white space while they are still tagged literals, before any syntax is lowered.
  htmlLiterals({
    include: ['src/**/*.ts'],
    options: { shouldMinify: ({ tag }) => ['html', 'css', 'svg'].includes(tag) },
  }),
  esbuild({
    target,
    tsconfig: 'tsconfig.json',
    // lit itself is ES2021: packages are lowered like our own files.
    include: /\.[jt]s$/,
    exclude: [],
    // esbuild believes that iOS 12 cannot destructure, and then refuses to lower it.
    supported: { destructuring: true },
  }),
];

const POLYFILLS = ['src', 'embed', 'legacy-polyfills.ts'].join(sep);
const isPure = (id) =>
  id.includes(`${sep}src${sep}model${sep}`) || id.includes(`${sep}src${sep}adapters${sep}`);

/** Every module that loads with an entry, dynamic imports not followed. */
const reach = (entry, getModuleInfo, seen = new Set()) => {
  if (entry && !seen.has(entry)) {
    seen.add(entry);
    for (const id of getModuleInfo(entry)?.importedIds ?? []) reach(id, getModuleInfo, seen);
  }
  return seen;
};

/**
 * Few files on the first load, whoever else shares their modules: `base` is the pure part (it must stay free of lit for
 * `help-board/model` and `help-board/adapters`), `core` what board and home slot have in common. Rollup does the rest.
 */
const firstChunks = () => {
  let board;
  let home;
  return (id, { getModuleInfo, getModuleIds }) => {
    if (!board) {
      const ids = [...getModuleIds()];
      const entry = (path) => ids.find((candidate) => candidate.endsWith(path.split('/').join(sep)));
      board = reach(entry('/src/elements/board/index.ts'), getModuleInfo);
      home = reach(entry('/src/elements/home/index.ts'), getModuleInfo);
    }
    // The loader asks for all files at once: whichever arrives first, what it imports has the polyfills in front.
    if (id.endsWith(POLYFILLS)) return 'base';
    if (isPure(id)) return board.has(id) || home.has(id) ? 'base' : undefined;
    return board.has(id) && home.has(id) ? 'core' : undefined;
  };
};

const tree = (name, input, target, ecma) => ({
  input,
  preserveEntrySignatures: 'exports-only',
  plugins: [clean(`dist/${name}`), ...browserPlugins(target), minify(ecma, true)],
  output: {
    dir: `dist/${name}`,
    format: 'es',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'c/[name]-[hash].js',
    manualChunks: firstChunks(),
  },
});

/** Leaves out what nobody has written yet, so that one missing file does not hide the errors of the others. */
const present = (input) => Object.fromEntries(Object.entries(input).filter(([, file]) => existsSync(file)));

const packageEntries = present({
  'help-board': 'src/elements/board/index.ts',
  home: 'src/elements/home/index.ts',
  elements: 'src/elements/index.ts',
  model: 'src/model/index.ts',
  adapters: 'src/adapters/index.ts',
  'locales/zh-Hans': 'src/locales/zh-hans.ts',
  'locales/en': 'src/locales/en.ts',
});

/** The legacy tree serves the script tag alone: two entries, each with what old browsers lack in front of everything. */
const legacyEntries = present({
  'help-board': 'src/elements/board/index.ts',
  home: 'src/elements/home/index.ts',
});

const polyfillsFirst = () => ({
  name: 'polyfills-first',
  transform(code, id) {
    const isEntry = Object.values(legacyEntries).some((file) => id.endsWith(file.split('/').join(sep)));
    return isEntry ? { code: `import '../../embed/legacy-polyfills.js';\n${code}`, map: null } : undefined;
  },
});

const loader = {
  input: { 'help-board': 'src/embed/loader.ts' },
  plugins: [...browserPlugins(LEGACY), insertFirstLoad(), minify(2015, false)],
  output: { dir: 'dist', format: 'iife', sourcemap: true, entryFileNames: '[name].js' },
};

const gatewayFiles = {
  input: present({ main: 'src/gateway/main.ts', index: 'src/gateway/index.ts' }),
  external: (id) =>
    id.startsWith('node:') ||
    Object.keys(gateway.dependencies ?? {}).some((name) => id === name || id.startsWith(`${name}/`)),
  plugins: [
    clean('src/gateway/dist'),
    resolve({ exportConditions: ['node'] }),
    esbuild({ target: 'node20', tsconfig: 'tsconfig.json' }),
  ],
  output: {
    dir: 'src/gateway/dist',
    format: 'es',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
  },
};

const legacy = tree('legacy', legacyEntries, LEGACY, 2015);
legacy.plugins.unshift(polyfillsFirst());

export default [
  tree('modern', packageEntries, MODERN, 2020),
  legacy,
  ...(existsSync('src/embed/loader.ts') ? [loader] : []),
  gatewayFiles,
].filter(({ input }) => Object.keys(input).length > 0);
