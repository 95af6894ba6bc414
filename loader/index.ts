/*
 * The folders, each of which imports from those alone that stand before an arrow before it:
 * events → fetch → engine, developer → compose, module-federation → page → scripts
 *
 * events is what the loader reports, fetch how JSON files are had, engine what runs modules, in files that each wrap
 * SystemJS, and for the browser's own. page is the loader that every page has. compose, module-federation and developer are
 * parts that it loads where there is use for them; a file `…-part.ts` says what it asks of one. scripts are the files of dist.
 */

export { createLoader } from './create-loader.js'
export type { Engine, EngineFactory, Module, Page } from './engine/engine.js'
export { type NativeEngineOptions, nativeEngine } from './engine/native-engine.js'
export type { System } from './engine/system.js'
export { systemEngine } from './engine/system-engine.js'
export type { Emit, LoaderEvents, On } from './events/events.js'
export type { Loader, LoaderOptions } from './loader.js'
export type { Settings } from './settings.js'
export { defaultSettings } from './settings.js'
