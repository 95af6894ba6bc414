import runSystem from 'systemjs/dist/s.js'
import type { System } from './system.js'

/** Runs the SystemJS that fedmap brings. The build makes a function of its file, which would run on import. */
export function installSystem(): System {
  runSystem()
  return window.System as System
}
