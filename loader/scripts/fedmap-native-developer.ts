import { explain, findCauses, manifestError, overrideComposed, preferDevelopment } from '../../core/index.js'

// The developer's part as a classic script, for the native engine.
Object.assign(document.currentScript as object, {
  exported: { explain, findCauses, manifestError, overrideComposed, preferDevelopment },
})
