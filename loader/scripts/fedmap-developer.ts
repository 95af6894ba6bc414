export { explain, manifestError, overrideComposed, preferDevelopment, toResolution } from '../../core/index.js'
