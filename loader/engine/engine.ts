import type { Composed, Format, ImportMap } from '../../core/index.js'
import type { Emit } from '../events/events.js'
import type { LoaderOptions } from '../loader.js'
import type { Settings } from '../settings.js'

/** A module's namespace object. */
export type Module = Readonly<Record<string, unknown>>

/** What turns a specifier into a module. */
export interface Engine {
  /** Whether what is in force stays: an entry of it cannot be changed, only added to. */
  readonly isFrozen: boolean
  /** The folder of a remote's files that it can load. */
  readonly format: Format
  /** Has a look at what is to go into force, where the engine can change it no more afterwards. */
  prepare?(composed: Composed): Promise<Composed>
  /** Puts a map into force, over what is in force. */
  addImportMap(map: ImportMap): void
  import(specifier: string, parentUrl?: string): Promise<Module>
  /** Requests a module and its closure, its stylesheets too, without running anything. */
  preload(url: string): void
}

/** What an engine and its features know of the page. */
export interface Page {
  /** What is in force now. Replaced as a whole when a remote joins. */
  composed(): Composed
  /**
   * Where a specifier leads; a promise where its remote is still on its way.
   * @throws FED-303 to FED-305 as `resolveSpecifier`, and why its remote was rejected
   */
  resolve(specifier: string, parentUrl?: string): string | Promise<string>
  /** Integrity metadata that a file must have. */
  integrityOf(url: string): string
  readonly settings: Settings & Pick<LoaderOptions, 'integrity'>
  readonly emit: Emit
}

/** Makes the engine of a page: called once, when nothing of the page is known yet. */
export type EngineFactory = (page: Page) => Engine
