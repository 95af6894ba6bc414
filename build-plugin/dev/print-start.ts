import { developmentCopy } from '../copies/name-build.js'
import { stylesheetExtensions } from '../is-stylesheet-name.js'
import { bridges } from './bridges.js'

interface DevStart {
  readonly remote: string
  /** What must be a build for development. */
  readonly frameworks: readonly string[]
}

/**
 * Runs once, before the sources. Where the page's framework is a build for production it knows no hot reload: then each
 * update of a script reloads the page.
 */
export function printStart({ remote, frameworks }: DevStart): string {
  return `const { resolve } = ${bridges}[${JSON.stringify(remote)}]
const built = ${JSON.stringify(frameworks)}.filter(specifier => !${developmentCopy}.test(resolve(specifier)))
if (import.meta.hot && built.length > 0) {
  console.info('[fedmap] ' + ${JSON.stringify(remote)} + ' runs on ' + built.join(' and ') + ' of a build for production: the page is reloaded where it could be updated.')
  import.meta.hot.on('vite:beforeUpdate', ({ updates }) => {
    if (updates.some(({ type, path }) => type === 'js-update' && !/\\.(?:${stylesheetExtensions})(?:$|\\?)/.test(path))) location.reload()
  })
}
`
}
