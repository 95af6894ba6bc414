import { defineConfig } from 'vitest/config'

/** The tests in real browsers. Each launches its own; one file at a time, so that they don't slow each other down. */
export default defineConfig({
  test: {
    include: ['e2e/**/*.test.ts'],
    root: new URL('..', import.meta.url).pathname,
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
