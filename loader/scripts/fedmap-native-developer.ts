import { explain, manifestError, overrideComposed, preferDevelopment, toResolution } from '../../core/index.js'

// The developer's part as a classic script, for the native engine.
Object.assign(document.currentScript as object, {
  exported: { explain, manifestError, overrideComposed, preferDevelopment, toResolution },
})
