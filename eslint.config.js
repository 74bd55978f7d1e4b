/**
 * Lint rules: those that find mistakes a compiler can't, with types. Matters of taste are left alone.
 */
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['node_modules/', 'out/', 'out-next/', '.cache/', 'labs/', 'resources/', 'tests/fixtures/', '*.cjs', '.dependency-cruiser.cjs']),
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/prefer-promise-reject-errors': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
      // An async function without an await is how an interface of promises is met by something immediate.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Our interfaces declare functions in the short form of methods; none of them asks for a `this`.
      '@typescript-eslint/unbound-method': 'off',
      'no-console': 'error',
      // Beside null, undefined is meant as well.
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': [
        'error',
        { selector: 'TSEnumDeclaration', message: 'Use a union of strings: enums do not survive type stripping.' },
      ],
    },
  },
  {
    // What speaks to a terminal may print.
    files: ['tests/tour/**', 'tests/bench/**'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['src/renderer/**/*.ts', 'src/renderer/**/*.tsx'],
    extends: [reactHooks.configs.flat.recommended],
    // Tells what React's compiler would leave alone; this project does not use it.
    rules: { 'react-hooks/incompatible-library': 'off' },
  },
  {
    // They run on Node with a DOM's types: see tests/tsconfig.browser.json.
    files: ['src/renderer/**/*.test.ts', 'src/renderer/**/*.test.tsx'],
    languageOptions: { parserOptions: { projectService: false, project: ['tests/tsconfig.browser.json'], tsconfigRootDir: import.meta.dirname } },
  },
  {
    files: ['**/*.test.ts', '**/*.test.tsx', 'tests/**/*.ts'],
    rules: {
      // In a test a missing value shows itself at once.
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs'],
    extends: [tseslint.configs.base],
    rules: { eqeqeq: 'error', 'no-undef': 'off', 'no-unused-vars': ['error', { caughtErrors: 'none' }] },
  },
);
