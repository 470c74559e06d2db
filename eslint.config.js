import tseslint from 'typescript-eslint';
import lit from 'eslint-plugin-lit';
import wc from 'eslint-plugin-wc';
import litA11y from 'eslint-plugin-lit-a11y';

const browserElements = ['src/elements/**/*.ts'];

export default tseslint.config(
  { ignores: ['**/dist/', '**/node_modules/', 'coverage/', 'data/', '.cache/'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-unused-expressions': ['error', { allowShortCircuit: true, allowTernary: true }],
      'prefer-const': ['error', { destructuring: 'all' }],
      eqeqeq: ['error', 'smart'],
      'no-eval': 'error',
      'no-new-func': 'error',
    },
  },
  {
    files: ['src/**/*.ts', 'test/**/*.ts'],
    languageOptions: {
      parserOptions: {
        project: [
          'tsconfig.json',
          'src/gateway/tsconfig.json',
          'test/tsconfig.json',
          'test/frameworks/pages/tsconfig.json',
        ],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      // A promise nobody waits for is an error nobody sees.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', name: ['describe', 'it', 'test', 'suite'], package: 'node:test' },
          ],
        },
      ],
    },
  },
  {
    files: ['elements', 'drafts', 'store', 'adapters', 'model', 'embed', 'background'].map(
      (room) => `src/${room}/**/*.ts`,
    ),
    ignores: ['src/adapters/conformance/**', 'src/adapters/hotline/simulator/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        {
          object: 'Array',
          property: 'from',
          message: 'Prototype and MooTools have one of their own: spread.',
        },
      ],
      // Pages exist on which every object has more names than its own.
      'guard-for-in': 'error',
    },
  },
  {
    files: browserElements,
    plugins: { lit, wc, 'lit-a11y': litA11y },
    settings: { wc: { elementBaseClasses: ['LitElement'] } },
    rules: {
      ...lit.configs['flat/recommended'].rules,
      ...wc.configs['flat/recommended'].rules,
      ...litA11y.configs.recommended.rules,
    },
  },
  {
    files: ['test/**/*.ts'],
    // What a server answered is looked at as it is.
    // chai's assertions are expressions.
    rules: { '@typescript-eslint/no-explicit-any': 'off', '@typescript-eslint/no-unused-expressions': 'off' },
  },
  {
    // The types of Chai's assertions have a `then`: every `expect` would look like a promise nobody waits for.
    files: ['test/elements/**/*.ts'],
    rules: { '@typescript-eslint/no-floating-promises': 'off' },
  },
);
