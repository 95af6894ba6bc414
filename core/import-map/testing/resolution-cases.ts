import { packageCases } from './package-cases.js'
import type { ResolutionCase } from './resolution-case.js'
import { scopeCases } from './scope-cases.js'
import { urlCases } from './url-cases.js'

/** Modelled on the import map tests that the browsers share, on hosts that a test can serve. */
export const resolutionCases: readonly ResolutionCase[] = [...packageCases, ...urlCases, ...scopeCases]
