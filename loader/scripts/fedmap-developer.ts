export {
  explain,
  manifestError,
  overrideComposed,
  preferDevelopment,
  toResolution,
  unmappedError,
} from '../../core/index.js'
