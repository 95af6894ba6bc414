import type { EngineFactory, Module } from './engine/engine.js'
import type { On } from './events/events.js'
import type { Settings } from './settings.js'

/** What a page may tell its loader. `Settings` are its times and numbers. */
export interface LoaderOptions extends Partial<Settings> {
  /** importmap.json: its URL, or what is in it. Default: the page's `<script type="systemjs-importmap">`. */
  readonly importMap?: string | object
  /** Default: SystemJS, the page's own where it has one. */
  readonly engine?: EngineFactory
  /** The remote whose needs go first. Default: what importmap.json says. */
  readonly host?: string
  /**
   * Where remotes may come from: origins, or a function that admits a URL. Holds for manifests, redirects and overrides.
   * Default: everywhere, since importmap.json says where.
   */
  readonly allowedOrigins?: readonly string[] | ((url: URL) => boolean)
  /** What is laid over the map: specifier → URL. Default: what the import-map-overrides panel has. */
  readonly overrides?: Readonly<Record<string, string>>
  /** Absolute URL → integrity metadata, of modules and stylesheets that the map does not speak of. A manifest's is the map's to say. */
  readonly integrity?: Readonly<Record<string, string>>
}

/** What a page, and its remotes, may ask of the loader. */
export interface Loader {
  /**
   * Imports a module: a remote's expose (`@mall/cart/Widget`), a plain entry, a URL. Its closure is requested at once,
   * its stylesheets are in the document before it runs. After a failure, importing it again tries again.
   *
   * @throws FED-203 and FED-4xx with the remote, the specifier, the URL and the cause; FED-303 to FED-305
   */
  import<M = Module>(specifier: string, parentUrl?: string): Promise<M>
  /** Requests a module and its closure without running anything. */
  preload(specifier: string, parentUrl?: string): Promise<void>
  /**
   * The URL that a specifier leads to, by the map in force.
   * @throws FED-303 to FED-305
   */
  resolve(specifier: string, parentUrl?: string): string
  /**
   * Why the map is as it is, in sentences: of one package, of one remote (`explain(undefined, '@mall/cart')`), of all.
   * Loads what it needs for that, of a map that was composed beforehand all manifests too.
   *
   * @throws FED-408 where the parts of the loader for it cannot be had
   */
  explain(packageName?: string, remote?: string): Promise<string>
  /** Resolves when the first map is in force; rejects where importmap.json cannot be had. */
  readonly ready: Promise<void>
  /**
   * Adds a remote that importmap.json does not have. What runs stays as it is; what does not yet may be placed anew.
   * @throws FED-409 where the page has another remote of that name; why it cannot be imported
   */
  registerRemote(name: string, url: string): Promise<void>
  readonly on: On
}

declare global {
  interface Window {
    /** The page's loader, where fedmap.js has made it. */
    fedmap: Loader
    /** Its loader on the native engine, where fedmap-native.js has made it. */
    fedmapNative: Loader
  }
}
