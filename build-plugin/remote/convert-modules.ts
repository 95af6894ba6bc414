import { type LowerSyntax, nameSyntax } from '../compile/lower-syntax.js'
import type { DiskCache } from '../disk-cache.js'
import { findCircles } from '../es-modules/find-circles.js'
import { type ChunkImports, parseChunk } from '../es-modules/parse-chunk.js'
import { hash, shortHash } from '../hash.js'
import type { Mode, Settings } from '../options/federation-options.js'
import { pluginVersion } from '../plugin-version.js'
import { type BuiltModule, convertToSystem } from '../system-format/convert-to-system.js'

/** What is made of a module that a bundler wrote. */
export interface ConvertedModule {
  readonly imports: ChunkImports
  readonly isInCircle: boolean
  readonly system: BuiltModule
}

export interface ConversionOptions {
  readonly settings: Settings
  readonly mode: Mode
  readonly lower: LowerSyntax
  readonly cache: DiskCache
}

/**
 * Reads the remote's own modules and converts them to the System format, in their order. What the remote's last build made
 * of the same text is taken from the cache: after an edit only those modules are converted that it changed.
 */
export async function convertModules(
  modules: readonly BuiltModule[],
  { settings, mode, lower, cache }: ConversionOptions,
): Promise<ConvertedModule[]> {
  const remote = shortHash(JSON.stringify([settings.name, nameSyntax(settings), mode, pluginVersion]))
  const cacheName = `${settings.name}-modules-${remote}`
  const known = cache.read<Record<string, ConvertedModule>>(cacheName) ?? {}
  const keys = modules.map(({ path, code, map }) => hash(JSON.stringify([path, code, map])))
  const cached = keys.map(key => known[key])
  const imports = modules.map((module, index) => cached[index]?.imports ?? parseChunk(module))
  const circles = findCircles(new Map(modules.map(({ path }, index) => [path, imports[index]!])))
  const changed = modules.filter(({ path }, index) => cached[index]?.isInCircle !== circles.has(path))
  if (changed.length === 0) return cached as ConvertedModule[]

  const system = await convertToSystem(changed, { target: settings.target, lower }, circles)
  const fresh = new Map(changed.map((module, index) => [module, system[index]!]))
  const converted = modules.map((module, index): ConvertedModule => {
    const system = fresh.get(module)
    return system ? { imports: imports[index]!, isInCircle: circles.has(module.path), system } : cached[index]!
  })
  cache.write(cacheName, Object.fromEntries(converted.map((module, index) => [keys[index]!, module])))
  return converted
}
