import { createRemotes } from '../compose/create-remotes.js'

// The composing part as a classic script, for the native engine: a module would be loaded before the import map.
Object.assign(document.currentScript as object, { exported: { createRemotes } })
