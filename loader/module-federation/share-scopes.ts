import type { PageShares } from '../../core/index.js'
import type { Module } from '../engine/engine.js'
import type { Container, ShareScope } from './container.js'
import { toForeignModule } from './to-foreign-module.js'

/**
 * The share scopes of the page's Module Federation remotes. Remotes that get the same copies of the page have one scope,
 * so that they share among themselves what the page does not have; others have others, so that none runs on a package
 * that runs on another React.
 */
export function createShareScopes(importModule: (url: string) => Promise<Module>) {
  const scopes = new Map<string, ShareScope>()

  /**
   * Sets a container up with the page's copies. What it adds of a package of which it has one of those is taken out
   * again, since it might prefer a newer version.
   */
  return async (container: Container, shares: PageShares): Promise<void> => {
    const key = JSON.stringify([...shares].sort())
    const scope = scopes.get(key) ?? toShareScope(shares)
    scopes.set(key, scope)
    await container.init(scope, [])
    for (const [name, { version }] of shares) {
      const versions = scope[name] ?? {}
      for (const other of Object.keys(versions)) if (other !== version) delete versions[other]
    }
  }

  function toShareScope(shares: PageShares): ShareScope {
    const offers = [...shares].map(([name, { version, url }]) => {
      const get = async () => {
        const module = toForeignModule(await importModule(url))
        return () => module
      }
      const shareConfig = { requiredVersion: `^${version}`, singleton: false, eager: false }
      const offer = { version, get, from: 'fedmap', eager: false, loaded: 1, scope: ['default'], shareConfig } as const
      return [name, { [version]: offer }] as const
    })
    return Object.fromEntries(offers)
  }
}
