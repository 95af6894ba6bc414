import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['{core,loader,build-plugin,deploy}/**/*.test.ts'] },
})
