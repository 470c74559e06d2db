// The manifest is written from the JSDoc of the element classes: `npm run build` puts it into dist/custom-elements.json.

/** lit's inner state is no attribute, what `dispatchEvent` is given is not yet the event's name, and helpers are not public. */
const publicOnly = {
  name: 'public-only',
  packageLinkPhase({ customElementsManifest: { modules } }) {
    for (const { declarations = [] } of modules)
      for (const declaration of declarations.filter(({ tagName }) => tagName)) {
        // Of what is marked as internal the analyzer leaves a name without a description.
        const isPublic = ({ privacy = 'public', description }) => privacy === 'public' && description;
        const { members = [], attributes = [], events = [] } = declaration;
        const hidden = new Set(members.filter((one) => !isPublic(one)).map(({ name }) => name));
        declaration.members = members.filter(isPublic);
        const known = new Set(declaration.members.map(({ name }) => name));
        declaration.attributes = attributes.filter(
          ({ fieldName }) => !fieldName || (known.has(fieldName) && !hidden.has(fieldName)),
        );
        declaration.events = events.filter(({ name }) => name.startsWith('help-board-'));
      }
  },
};

export default {
  globs: ['src/elements/**/*.ts'],
  outdir: 'dist',
  litelement: true,
  dev: false,
  packagejson: false,
  plugins: [publicOnly],
};
