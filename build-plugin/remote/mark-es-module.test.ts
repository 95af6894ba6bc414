import { expect, test } from 'vitest'
import { markEsModule } from './mark-es-module.js'

test('a module that is marked already keeps its mark', () => {
  const marked = markEsModule({ __esModule: true, default: 1 }) as Record<string, unknown>
  expect(marked.__esModule).toBe(true)
  expect(marked.default).toBe(1)
})
