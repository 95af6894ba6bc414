import type { ImportMap } from '../../core/index.js'
import type { Module } from './engine.js'

/** What a System.register module hands over: what it imports, and how it is set up. */
export type Registration = readonly [
  dependencies: readonly string[],
  declare: (
    exportAll: (exports: Module) => void,
    context: unknown,
  ) => { readonly setters?: readonly ((module: Module) => void)[]; readonly execute?: () => unknown },
  ...unknown[],
]

/** SystemJS's hooks, as its documentation names them. Features replace them on the instance and call the one before. */
export interface System {
  import(specifier: string, parentUrl?: string, meta?: unknown): Promise<Module>
  resolve(specifier: string, parentUrl?: string): string | Promise<string>
  instantiate(url: string, parentUrl?: string, meta?: unknown): Registration | Promise<Registration>
  shouldFetch(url: string, parentUrl?: string, meta?: unknown): boolean
  register(...registration: unknown[]): void
  getRegister(url?: string): Registration | undefined
  createContext(url: string): Record<string, unknown>
  addImportMap(map: Partial<ImportMap>, baseUrl?: string): void
  prepareImport(): Promise<void>
}

declare global {
  interface Window {
    System?: System
  }
}
