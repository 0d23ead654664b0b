import { defineConfig } from 'vitest/config'
import { LongFirst } from './test/driver/long-first.js'

// vitest hands them on to Node for require() too: with 'import' among them it would load ES modules.
const conditions = ['@callchart/source', 'node']

/**
 * Three projects: `unit` runs beside the sources with scripted fakes, `system` (test/) runs whole
 * calls on real parts, two files at a time and after the units, `switch` does so through a real Asterisk, `switch-load` with many calls at once,
 * `switch-often` with every transfer over and over. Sources are read directly: no build is stale.
 */
export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    // Spoken calls at a time in a file, and files at a time: more would starve each other of the processor.
    maxConcurrency: 4,
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    globalSetup: ['packages/runtime/src/flows/testing/bundle-threads.ts'],
    reporters: ['default', ['./packages/flow/src/testing/coverage/reporter.ts', { thresholds: 'flows/coverage.json', json: 'coverage/flows.json' }]],
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.{ts,tsx}'],
      exclude: ['**/*.test.ts', '**/fixtures/**', '**/testing/**'],
      reporter: ['text-summary', 'json-summary'],
      thresholds: Object.fromEntries(
        ['protocol', 'flow', 'nlu', 'runtime', 'media-bridge'].map((name) => [`packages/${name}/src/**`, { statements: 85 }]),
      ),
    },
    projects: [
      { extends: true, test: { name: 'unit', include: ['packages/*/src/**/*.test.{ts,tsx}', 'flows/**/*.test.ts'], testTimeout: 60_000, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: { name: 'system', include: ['test/*.test.ts', 'test/browser/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000, sequence: { groupOrder: 1 } },
      },
      {
        extends: true,
        test: { name: 'switch-load', include: ['test/switch/load/*.test.ts'], testTimeout: 400_000, hookTimeout: 600_000, sequence: { groupOrder: 3 } },
      },
      {
        extends: true,
        test: { name: 'switch-often', include: ['test/switch/often/*.test.ts'], fileParallelism: false, maxConcurrency: 2, testTimeout: 1_800_000, hookTimeout: 600_000, sequence: { groupOrder: 4 } },
      },
      {
        extends: true,
        test: { name: 'switch', include: ['test/switch/*.test.ts'], fileParallelism: false, maxConcurrency: 5, testTimeout: 300_000, hookTimeout: 600_000, sequence: { groupOrder: 2 } },
      },
    ],
  },
})
