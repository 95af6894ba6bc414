export { explain, manifestError, overrideComposed } from '../../core/index.js'
