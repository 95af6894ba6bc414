export { explain, findCauses, manifestError, overrideComposed, preferDevelopment } from '../../core/index.js'
