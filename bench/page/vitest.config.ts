import { defineConfig } from 'vitest/config'

/** `npm run bench:page` */
export default defineConfig({
  test: { include: ['bench/page/page.bench.ts'], disableConsoleIntercept: true, testTimeout: 3_600_000 },
})
