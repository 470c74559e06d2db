// The builds: `es` for those who import the package; `modern` and `legacy` for the script tag, the classic script that chooses
// between them, and all of it in one file; workers; the gateway.
import { readFileSync, rmSync } from 'node:fs';
import { sep } from 'node:path';
import { transform } from 'esbuild';
import resolve from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import esbuild from 'rollup-plugin-esbuild';
import htmlLiterals from 'rollup-plugin-html-literals';
import { slimLit } from './src/embed/slim-lit.js';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const MODERN = 'es2021';
const LEGACY = ['chrome64', 'ios12'];

/** What a package asks npm to install beside it is not bundled into it. */
const dependenciesOf = (folder) => {
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  const names = Object.keys({ ...dependencies, ...peerDependencies });
  return (id) => id.startsWith('node:') || names.some((name) => id === name || id.startsWith(`${name}/`));
};

/** Files of an earlier build must not be published, or counted, with this one. */
const clean = (directory) => ({
  name: 'clean',
  buildStart: () => rmSync(directory, { recursive: true, force: true }),
});

const minify = (ecma, module) =>
  terser({
    ecma,
    module,
    // A classic script is read in the encoding of its page, unless its server says otherwise: on a GBK page Chinese breaks.
    format: { comments: false, ascii_only: !module },
    compress: { passes: 3, pure_getters: true, unsafe: true, keep_fargs: false },
  });

const minifyFast = (target) => ({
  name: 'minify-fast',
  renderChunk: (code) =>
    transform(code, { minify: true, sourcemap: true, target, supported: { destructuring: true } }),
});

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
    define: { __VERSION__: JSON.stringify(version) },
    // lit itself is ES2021: packages are lowered like our own files.
    include: /\.[jt]s$/,
    exclude: [],
    // esbuild believes that iOS 12 cannot destructure, and then refuses to lower it.
    supported: { destructuring: true },
  }),
];

/** Every module that loads with an entry, dynamic imports not followed. */
const reach = (entry, getModuleInfo, seen = new Set()) => {
  if (!seen.has(entry)) {
    seen.add(entry);
    for (const id of getModuleInfo(entry).importedIds) reach(id, getModuleInfo, seen);
  }
  return seen;
};

/**
 * All that loads with an element is in one file, what an element before it brings left out: split in two, gzip finds 0.7 kB
 * less in common.
 */
const inOneFile = (...names) => {
  let together;
  return (id, { getModuleInfo, getModuleIds }) => {
    together ??= names.map((name) => {
      const entry = `${name}/index.ts`.split('/').join(sep);
      return reach(
        [...getModuleIds()].find((module) => module.endsWith(entry)),
        getModuleInfo,
      );
    });
    return names.find((_, at) => together[at].has(id));
  };
};

const tree = (name, input, target) => ({
  input,
  plugins: browserPlugins(target),
  output: {
    dir: `dist/${name}`,
    format: 'es',
    sourcemap: true,
    entryFileNames: '[name].js',
    chunkFileNames: 'c/[name]-[hash].js',
  },
});

/**
 * What the script tag loads. Nobody imports from these files, so only what the two elements use is in them. Twice, cut in two
 * ways: the board in one file, for pages with a board on them; and the home slot in one, for those without, where the board's
 * own half comes when somebody is about to open it. A page takes all its code from one of the two: so its elements share one
 * copy of lit, one store and one outbox, whichever came first.
 */
const scriptTree = (name, target, ecma) => {
  const config = tree(name, scriptEntries, target);
  const cut = (dir, ...names) => ({
    ...config.output,
    dir: `dist/${dir}`,
    // The maps lie beside the files; the line that names them costs every visitor 30 bytes a file.
    sourcemap: 'hidden',
    manualChunks: inOneFile(...names),
  });
  return {
    ...config,
    preserveEntrySignatures: false,
    plugins: [slimLit(name), ...config.plugins, minify(ecma, true)],
    output: [cut(name, 'board'), cut(`${name}/slot`, 'home', 'board')],
  };
};

const scriptEntries = {
  'help-board': 'src/elements/board/index.ts',
  home: 'src/elements/home/index.ts',
};

/** For the CMS alone. */
const EDITOR = 'src/elements/home-editor/index.ts';

/**
 * The editor of the home slot, for the script tag: it shares nothing with what visitors load, so that it costs them nothing.
 * esbuild alone makes it small, in no time: no reader waits for it.
 */
const editorTree = (name, target) => {
  const config = tree(`${name}/editor`, { 'home-editor': EDITOR }, target);
  return {
    ...config,
    preserveEntrySignatures: false,
    plugins: [...config.plugins, minifyFast(target)],
    output: { ...config.output, sourcemap: 'hidden' },
  };
};

/** What bundlers and Node import, after the `exports` of package.json. */
const packageEntries = {
  ...scriptEntries,
  'home-editor': EDITOR,
  elements: 'src/elements/index.ts',
  model: 'src/model/index.ts',
  adapters: 'src/adapters/index.ts',
  conformance: 'src/adapters/conformance/index.ts',
  'locales/zh-Hans': 'src/locales/zh-hans.ts',
  'locales/zh-Hant': 'src/locales/zh-hant.ts',
  'locales/en': 'src/locales/en.ts',
  testing: 'src/testing/index.ts',
  // Types alone: empty files, for those who import them for their effect.
  react: 'src/frameworks/react.ts',
  vue: 'src/frameworks/vue.ts',
};

/** Old browsers get what they lack in front of everything else. */
const legacyFirst = () => ({
  name: 'legacy-first',
  transform(code, id) {
    if (![...Object.values(scriptEntries), EDITOR].some((file) => id.endsWith(file.split('/').join(sep))))
      return undefined;
    const first = ['legacy-polyfills', 'legacy-styles'].map((file) => `import '../../embed/${file}.js';\n`);
    return { code: first.join('') + code, map: null };
  },
  generateBundle() {
    const source = '/* Empty: its rules are added by script where a page forbids inline styles. */\n';
    this.emitFile({ type: 'asset', fileName: 'styles.css', source });
  },
});

const loader = {
  input: { 'help-board': 'src/embed/loader.ts' },
  plugins: [...browserPlugins(LEGACY), minify(2015, false)],
  output: { dir: 'dist', format: 'iife', sourcemap: 'hidden', entryFileNames: '[name].js' },
};

/** A worker may not import later: all of it is in one file. Once for those who bundle, once for `importScripts`. */
const worker = (input, { file, ...output }, more) => ({
  input,
  plugins: [...browserPlugins(MODERN), ...more],
  output: { file: `dist/${file}`, inlineDynamicImports: true, ...output },
});

const gatewayFiles = {
  input: { main: 'src/gateway/main.ts', index: 'src/gateway/index.ts' },
  external: dependenciesOf('src/gateway'),
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

/** The newsroom's page, which the gateway serves. */
const desk = {
  input: { 'desk/desk': 'src/desk/main.ts' },
  plugins: [
    ...browserPlugins(MODERN),
    minifyFast(MODERN),
    {
      name: 'desk-page',
      generateBundle() {
        for (const [fileName, file] of [
          ['desk.html', 'desk.html'],
          ['desk/desk.css', 'desk.css'],
        ])
          this.emitFile({ type: 'asset', fileName, source: readFileSync(`src/desk/${file}`, 'utf8') });
      },
    },
  ],
  output: { dir: 'src/gateway/dist/pages', format: 'es', sourcemap: 'hidden', entryFileNames: '[name].js' },
};

const legacy = scriptTree('legacy', LEGACY, 2015);
legacy.plugins.unshift(legacyFirst());
const legacyEditor = editorTree('legacy', LEGACY);
legacyEditor.plugins.unshift(legacyFirst());

/** For systems that let no script through. */
const frame = {
  input: { 'help-board-frame': 'src/embed/frame.ts' },
  plugins: [
    ...browserPlugins(LEGACY),
    minify(2015, false),
    {
      name: 'frame-page',
      generateBundle() {
        const source = readFileSync('src/embed/frame.html', 'utf8');
        this.emitFile({ type: 'asset', fileName: 'help-board-frame.html', source });
      },
    },
  ],
  output: { dir: 'dist', format: 'iife', sourcemap: 'hidden', entryFileNames: '[name].js' },
};

/** What script tags with `data-*` need besides, in every browser. */
const place = {
  input: { 'help-board-place': 'src/embed/place.ts' },
  plugins: [...browserPlugins(LEGACY), minify(2015, true)],
  output: { dir: 'dist', format: 'es', sourcemap: 'hidden', entryFileNames: '[name].js' },
};

/** Adapters for other backends would be 14 kB (gzip) more, and a page with one can take the script that loads them. */
const restOnly = () => ({
  name: 'rest-only',
  load: (id) =>
    id.endsWith('adapters/named.ts'.split('/').join(sep))
      ? `export const namedAdapter = (name) => {
          throw new Error('help-board.one.js has no adapter ' + name + ': use help-board.js, or set an adapter object');
        };`
      : undefined,
});

/** Board and home slot whole, for every browser, in a file whose hash a page can name. */
const one = {
  input: 'src/embed/one.ts',
  plugins: [restOnly(), legacyFirst(), slimLit('legacy'), ...browserPlugins(LEGACY), minify(2015, false)],
  output: {
    file: 'dist/help-board.one.js',
    format: 'iife',
    sourcemap: 'hidden',
    inlineDynamicImports: true,
    // Where a script is on the page already, nothing of this one may run.
    intro: `if (window.helpBoard && helpBoard.another) return helpBoard.another(${JSON.stringify(version)});`,
  },
};

const es = tree('es', packageEntries, MODERN);
es.plugins.unshift(clean('dist'));

export default [
  { ...es, external: dependenciesOf('.') },
  scriptTree('modern', MODERN, 2020),
  legacy,
  editorTree('modern', MODERN),
  legacyEditor,
  loader,
  place,
  frame,
  one,
  {
    ...worker('src/background/index.ts', { file: 'es/sw.js', format: 'es', sourcemap: true }, []),
    external: dependenciesOf('.'),
  },
  worker('src/background/script.ts', { file: 'help-board-sw.js', format: 'iife', sourcemap: 'hidden' }, [
    minify(2017, false),
  ]),
  gatewayFiles,
  desk,
];
