import { defineConfig } from 'vitest/config'

// Both lists are needed: without the second, server-side tests silently load a stale `dist`.
const conditions = ['@clearjar/source', 'module', 'browser', 'development|production']
const serverConditions = ['@clearjar/source', 'module', 'node', 'development|production']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions: serverConditions, externalConditions: serverConditions } },
  test: {
    include: [
      'packages/*/src/**/*.test.{ts,tsx}',
      'apps/*/src/**/*.test.{ts,tsx}',
      'scripts/**/*.test.ts',
      'test/**/*.test.ts'
    ],
    restoreMocks: true,
    // By default one core is left idle, which on a machine with two is half of it.
    maxWorkers: '100%',
    testTimeout: 15_000,
    // Tests of what runs in a page say so themselves: `// @vitest-environment jsdom`.
    environment: 'node'
  }
})
