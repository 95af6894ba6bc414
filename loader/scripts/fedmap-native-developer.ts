import { currentScript } from '../page/script-tag.js'
import * as exported from './fedmap-developer.js'

// The developer's part as a classic script, for the native engine.
currentScript<{ exported: object }>().exported = exported
