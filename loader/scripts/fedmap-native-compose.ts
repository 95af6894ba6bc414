import { createRemotes } from '../compose/create-remotes.js'
import { currentScript } from '../page/script-tag.js'

// The composing part as a classic script, for the native engine: a module would be loaded before the import map.
currentScript<{ exported: object }>().exported = { createRemotes }
