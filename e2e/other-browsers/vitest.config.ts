import { defineConfig } from 'vitest/config'

/** `npm run test:browsers`. What is tested is built: the servers are processes of their own. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['*.suite.ts'],
    environment: 'node',
    reporters: ['verbose'],
    // Browsers at once on one machine are too slow for the times the servers are given.
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 60_000
  }
})
