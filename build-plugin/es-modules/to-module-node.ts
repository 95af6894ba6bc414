import { posix } from 'node:path'
import type { ModuleNode } from '../../core/index.js'
import type { ChunkImports } from './parse-chunk.js'

/**
 * A built module's imports as the manifest writes them: relative ones as `folder` and the path in it, bare ones as they
 * are. `path` is the module's own path in that folder.
 */
export function toModuleNode(path: string, { imports, dynamic }: ChunkImports, folder: string): ModuleNode {
  const toKey = (specifier: string) =>
    /^\.\.?\//.test(specifier) ? folder + posix.join(posix.dirname(path), specifier) : specifier
  return {
    ...(imports.length > 0 && { imports: imports.map(toKey) }),
    ...(dynamic.length > 0 && { dynamic: dynamic.map(toKey) }),
  }
}
