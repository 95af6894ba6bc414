import { fileURLToPath } from 'node:url'
import angular from '@analogjs/vite-plugin-angular'

const workspaceRoot = fileURLToPath(new URL('.', import.meta.url))

export default {
  vite() {
    // The plugin would take the build for a part of a test.
    delete process.env.VITEST
    return angular({ tsconfig: `${workspaceRoot}tsconfig.app.json`, workspaceRoot })
  },
}
