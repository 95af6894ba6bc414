import { defineConfig } from 'vitest/config'

const inBrowser = ['e2e/**/*.test.ts', '**/*.browser.test.ts']
const withServers = ['deploy/**/*.stores.test.ts']
const never = ['**/node_modules/**', 'dist/**']

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{core,loader,build-plugin,deploy,bench,docs,testing}/**/*.test.ts'],
          exclude: [...inBrowser, ...withServers, ...never],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          maxWorkers: 2, // Vitest leaves a core to the watcher, which is half of a small machine.
        },
      },
      {
        // Stores of the deploy command that need a server each; not part of `npm test`.
        test: { name: 'stores', include: withServers, exclude: never, testTimeout: 60_000, hookTimeout: 60_000 },
      },
      {
        // Tests in a real browser: one file at a time, so that they don't slow each other down.
        test: {
          name: 'browser',
          include: inBrowser,
          exclude: never,
          fileParallelism: false,
          globalSetup: ['testing/browsers/install-browsers.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
