// The manifest is written from the JSDoc of the element classes: `npm run build` puts it into dist/custom-elements.json.
export default {
  globs: ['src/elements/**/*.ts'],
  outdir: 'dist',
  litelement: true,
  dev: false,
  packagejson: false,
};
