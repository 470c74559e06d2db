import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { compileScript, parse } from 'vue/compiler-sfc';

const pages = fileURLToPath(new URL('pages/', import.meta.url));
const { resolve } = createRequire(import.meta.url);

/** What a bundler does for a page, in the least that works: our package by its own entries, Vue's files compiled. */
const asBundlersDo = (backend: string): Plugin => ({
  name: 'as-bundlers-do',
  setup(building) {
    building.onResolve({ filter: /^help-board(\/|$)/ }, ({ path }) => ({ path: resolve(path) }));
    building.onLoad({ filter: /\/pages\/.*\.(tsx?|vue)$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8').replace("'https://help.example.cn/api'", `'${backend}'`);
      if (!path.endsWith('.vue')) return { contents: source, loader: path.endsWith('x') ? 'tsx' : 'ts' };
      const { descriptor, errors } = parse(source, { filename: path });
      if (errors[0]) throw errors[0];
      const { content } = compileScript(descriptor, {
        id: basename(path),
        inlineTemplate: true,
        templateOptions: {
          compilerOptions: { isCustomElement: (tag: string) => tag.startsWith('help-board') },
        },
      });
      return { contents: content, loader: 'ts' };
    });
  },
});

/** A usage page as one module, speaking to a backend. */
export async function bundled(file: string, backend: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(pages, file)],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [asBundlersDo(backend)],
    logLevel: 'error',
  });
  return outputFiles[0]!.text;
}
