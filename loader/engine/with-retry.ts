import type { Module } from './engine.js'
import type { System } from './system.js'

/**
 * Lets a module that failed be imported again: SystemJS keeps failures for good. Before an import that follows a
 * failure, every module that failed, and every module that failed for it, is forgotten; what ran stays.
 */
export function withRetry(system: System): void {
  const { import: importModule } = system
  const registry = registryOf(system)
  let hasFailed = false
  let forgotten: Promise<void> | undefined

  system.import = async (specifier, parentUrl, meta): Promise<Module> => {
    if (hasFailed) {
      hasFailed = false
      forgotten = forgetFailures(registry)
    }
    await forgotten // Who imports meanwhile waits too.
    return importModule.call(system, specifier, parentUrl, meta).catch(error => {
      hasFailed = true
      throw error
    })
  }
}

/** A module in SystemJS's registry, as far as it matters here. */
interface Load {
  readonly id: string
  /** What it threw while it loaded or ran. */
  readonly er: unknown
  /** That its file and those of its dependencies are there; rejected where one of them is not. */
  readonly L: Promise<unknown> | undefined
  /** What it depends on, once that is so. */
  readonly d: readonly Load[] | undefined
}

async function forgetFailures(registry: Record<string, Load>): Promise<void> {
  const loads = Object.values(registry)
  const failed = new Set<Load>()
  const notYet = Promise.resolve()
  for (const load of loads) {
    if (load.er) failed.add(load)
    else await Promise.race([load.L, notYet]).catch(() => failed.add(load))
  }
  let found: readonly Load[]
  do {
    found = loads.filter(load => !failed.has(load) && load.d?.some(dep => failed.has(dep)))
    for (const load of found) failed.add(load)
  } while (found.length > 0)
  for (const { id } of failed) delete registry[id]
}

/** The registry lies under a symbol in every build of SystemJS 6; only some of them have an API for it. */
function registryOf(system: System): Record<string, Load> {
  const [symbol] = Object.getOwnPropertySymbols(system)
  return (system as unknown as Record<symbol, Record<string, Load>>)[symbol as symbol] as Record<string, Load>
}
