import type { LowerSyntax } from '../compile/lower-syntax.js'
import type { DiskCache } from '../disk-cache.js'
import { hash } from '../hash.js'
import type { Mode, Settings } from '../options/federation-options.js'
import { pluginVersion } from '../plugin-version.js'
import { type BuiltModule, convertToSystem } from './convert-to-system.js'
import { type ChunkImports, parseChunk } from './parse-chunk.js'

/** What is made of a module that a bundler wrote. */
export interface ConvertedModule {
  readonly imports: ChunkImports
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
  const remote = hash(JSON.stringify([settings.name, settings.target, mode, pluginVersion]))
  const cacheName = `${settings.name}-modules-${remote.slice(0, 16)}`
  const known = cache.read<Record<string, ConvertedModule>>(cacheName) ?? {}
  const keys = modules.map(({ path, code, map }) => hash(JSON.stringify([path, code, map])))
  const changed = modules.filter((_, index) => !Object.hasOwn(known, keys[index]!))
  if (changed.length === 0) return keys.map(key => known[key]!)

  const system = await convertToSystem(changed, { target: settings.target, lower })
  const fresh = new Map(
    changed.map((module, index) => [module, { imports: parseChunk(module.code), system: system[index]! }]),
  )
  const converted = modules.map((module, index) => fresh.get(module) ?? known[keys[index]!]!)
  cache.write(cacheName, Object.fromEntries(converted.map((module, index) => [keys[index]!, module])))
  return converted
}
