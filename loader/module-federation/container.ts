/**
 * Module Federation's container, by which remotes of webpack, rspack and Vite hand over what they expose: `init` once
 * with the share scope, then `get` for factories of modules.
 */
export interface Container {
  init(shareScope: ShareScope, initScope: unknown[]): unknown
  get(expose: string): Promise<() => unknown>
}

/** Specifier → version → how to get it. Containers add their own versions. */
export type ShareScope = Record<string, Record<string, ShareOffer>>

/** A version on offer, with the properties that webpack's own containers and the Module Federation runtime read. */
interface ShareOffer {
  readonly version: string
  readonly get: () => Promise<() => unknown>
  readonly from: string
  readonly eager: boolean
  /** That someone runs on it already: it is then preferred to newer ones. */
  readonly loaded: 1
  readonly scope: readonly string[]
  readonly shareConfig: { readonly requiredVersion: string; readonly singleton: boolean; readonly eager: boolean }
}
