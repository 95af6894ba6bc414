import {
  explain,
  manifestError,
  overrideComposed,
  preferDevelopment,
  toResolution,
  unmappedError,
} from '../../core/index.js'
import { currentScript } from '../page/script-tag.js'

// The developer's part as a classic script, for the native engine.
currentScript<{ exported: object }>().exported = {
  explain,
  manifestError,
  overrideComposed,
  preferDevelopment,
  toResolution,
  unmappedError,
}
