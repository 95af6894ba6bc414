import { defineConfig } from 'vitest/config'

/** The long runs: `npm run soak`, `npm run test:integrity`. */
export default defineConfig({ test: { include: ['e2e/soak/{soak,flipped-bytes}.ts'] } })
