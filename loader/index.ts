/*
 * The folders, each of which imports from those alone that stand before an arrow before it:
 * events → fetch → engine, developer → compose, module-federation → page → scripts
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
