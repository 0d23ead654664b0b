import js from '@eslint/js'
import { defineConfig } from 'eslint/config'
import tseslint from 'typescript-eslint'

const noSleeping = [
  { name: 'setTimeout', message: 'Tests wait on events or step a virtual clock; they do not sleep.' },
  { name: 'setInterval', message: 'Tests wait on events or step a virtual clock; they do not sleep.' },
]

export default defineConfig(
  { ignores: ['**/dist/**', 'coverage/**', 'node_modules/**', '.callchart/**'] },
  js.configs.recommended,
  { files: ['**/*.{mjs,js,cjs}'], languageOptions: { globals: { process: 'readonly', console: 'readonly', URL: 'readonly', Buffer: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly', module: 'writable' } } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { project: ['packages/*/tsconfig.json', 'packages/flow/src/testing/tsconfig.json', 'packages/designer/tsconfig.tests.json', 'tsconfig.tests.json', 'test/browser/tsconfig.json'], tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
    },
  },
  // Stores and properties of components hand their functions on.
  { files: ['packages/designer/**/*.{ts,tsx}'], rules: { '@typescript-eslint/unbound-method': 'off' } },
  { files: ['**/*.test.{ts,tsx}'], rules: { 'no-restricted-globals': ['error', ...noSleeping] } },
)
