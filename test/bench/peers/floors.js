import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { longItem } from '../data.js';
import htmlLiterals from 'rollup-plugin-html-literals';

const floor = (file) => fileURLToPath(new URL(`../floor/${file}`, import.meta.url));

/** White space of the templates goes first, as in the product's own build. */
const minifyTemplates = {
  name: 'minify-templates',
  setup({ onLoad }) {
    const { transform } = htmlLiterals();
    onLoad({ filter: /lit-(list|slot)\.js$/ }, async ({ path }) => {
      const { readFile } = await import('node:fs/promises');
      const source = await readFile(path, 'utf8');
      const result = await transform.call({ warn: console.warn }, source, path);
      return { contents: result?.code ?? source, loader: 'js' };
    });
  },
};

export const bundle = async (file) => {
  const { outputFiles } = await build({
    entryPoints: [floor(file)],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    conditions: ['production'],
    legalComments: 'none',
    outdir: 'out',
    plugins: [minifyTemplates],
  });
  return Buffer.from(outputFiles[0].contents);
};

const list = (items) => ({ '/api/list': () => items, '/api/item/1': () => longItem });
const total = (count) => count * 3;
const form =
  '<nav role="tablist"><button role="tab" aria-selected="true">列表</button><button role="tab" aria-selected="false">发布</button></nav><form><input name="nick" aria-label="昵称"><input name="title" aria-label="标题"><textarea name="text" aria-label="内容" rows="4"></textarea><button>提交</button></form>';

export const vanilla = async () => ({
  name: 'vanilla',
  files: { '/vanilla.js': await bundle('vanilla.js'), '/vanilla.css': await bundle('vanilla.css') },
  page: () =>
    `<link rel="stylesheet" href="/vanilla.css">${form}<div id="list"></div><script type="module" src="/vanilla.js"></script>`,
  items: () => document.getElementsByClassName('item'),
  total,
  answers: list,
});

export const lit = async () => ({
  name: 'lit',
  files: { '/lit.js': await bundle('lit-list.js') },
  page: () => '<lit-list></lit-list><script type="module" src="/lit.js"></script>',
  actions: {
    'switch tab': {
      go: (all) => all('[role=tab]')[1].click(),
      there: (all) => all('.item')[0].dataset.id !== '1',
      back: (all) => all('[role=tab]')[0].click(),
      home: (all) => all('.item')[0].dataset.id === '1',
    },
    'open, 100 replies': {
      go: (all) => all('.item p')[0].click(),
      there: (all) => all('.replies .item').length === 100,
      back: (all) => all('.back')[0].click(),
      home: (all) => all('.root').length,
    },
    type: {},
  },
  items: () => document.querySelector('lit-list')?.shadowRoot?.querySelectorAll('.item') ?? [],
  total,
  answers: list,
});

export const litContentVisibility = async () => ({
  ...(await lit()),
  name: 'lit-cv',
  page: () => '<lit-list cv></lit-list><script type="module" src="/lit.js"></script>',
});
