import { explain, findCauses, manifestError, overrideComposed, preferDevelopment } from '../../core/index.js'
import { currentScript } from '../page/script-tag.js'

// The developer's part as a classic script, for the native engine.
currentScript<{ exported: object }>().exported = {
  explain,
  findCauses,
  manifestError,
  overrideComposed,
  preferDevelopment,
}
