import type { ImportMap } from '../import-map/import-map.js'
import type { Format } from '../manifest/manifest.js'
import type { StandIn } from '../resolution/resolution.js'

/** A name in importmap.json whose URL is a manifest. */
export interface RemoteEntry {
  readonly name: string
  /** The manifest's URL, absolute. Its directory is the remote's base. */
  readonly url: string
  /** `federation.json`, or a Module Federation remote's `mf-manifest.json`. */
  readonly kind: 'fedmap' | 'module-federation'
}

/** importmap.json as `readPageMap` reads it: what people wrote, and apart from it what `fedmap compose` wrote. */
export interface PageMap {
  /** Where the map came from: what its relative addresses are relative to. */
  readonly url: string
  /** What people wrote, less the remotes. It takes no part in resolution and wins over everything generated. */
  readonly written: ImportMap
  /** The remotes, in code-unit order of their names; those that an override added last. */
  readonly remotes: readonly RemoteEntry[]
  readonly host: string | undefined
  /** Names of remotes whose manifests are fetched on their first import. */
  readonly lazy: readonly string[]
  /** The generated part, unread; `readComposed` reads it where it is in force. */
  readonly generated: Generated | undefined
  /** What was left out, and why, in sentences. */
  readonly warnings: readonly string[]
}

/** The generated part of importmap.json: the whole map, people's entries too, and what stands under `fedmap`. */
export interface Generated {
  readonly json: Readonly<Record<string, unknown>>
  readonly key: GeneratedKey
}

/** What `fedmap compose` writes under importmap.json's key `fedmap`, beside people's `host` and `lazy`. */
export interface GeneratedKey {
  readonly format: Format
  /** Remote → the manifest URL that was composed from. The generated part is in force only while these are the remotes. */
  readonly from: Readonly<Record<string, string>>
  /** Remote → its base, where that is not the manifest's folder: the server sent on to another one. */
  readonly bases?: Readonly<Record<string, string>>
  /** The keys it wrote: a scope with `true` where it wrote all of it, else with the specifiers that it wrote. */
  readonly generated: {
    readonly imports: readonly string[]
    readonly scopes: Readonly<Record<string, true | readonly string[]>>
    readonly integrity: readonly string[]
  }
  /** Remote → the module that its bare name means: its `.` expose, else its remoteEntry. */
  readonly names: Readonly<Record<string, string>>
  readonly standIns: Readonly<Record<string, readonly StandIn[]>>
  readonly css: Readonly<Record<string, readonly string[]>>
  readonly rejected: Readonly<Record<string, string>>
  readonly closures: Readonly<Record<string, readonly string[]>>
}
