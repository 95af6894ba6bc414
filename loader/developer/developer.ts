export { explain, manifestError, overrideComposed, preferDevelopment } from '../../core/index.js'
