import type { Plugin } from 'rollup'
import { collectStyles } from './assets/collect-styles.js'
import { emitReferredFiles } from './assets/emit-referred-files.js'
import { emitStyles } from './assets/emit-styles.js'
import { reloadPage } from './dev/reload-page.js'
import type { FederationOptions } from './options/federation-options.js'
import { parseOptions } from './options/parse-options.js'
import { allowNoExposes } from './remote/allow-no-exposes.js'
import { linkRemoteCode } from './remote/link-remote-code.js'
import { writeRemote } from './remote/write-remote.js'
import { linkPackages } from './shared-packages/link-packages.js'

/**
 * The build plugin for rollup and rolldown. Among their plugins it makes a remote of the project: its exposes as ES and System.register
 * modules with shared packages left bare, a copy of each shared package, and the manifest, federation.json. It needs no
 * `input`, and sets the output's file names.
 *
 * What cannot be built throws, what is likely not meant is warned of: the FED-5xx sections of docs/errors.md.
 */
export function federation(options: FederationOptions): Plugin[] {
  const settings = parseOptions(options)
  const styles = collectStyles()
  return [
    linkPackages(linkRemoteCode(settings)),
    styles.plugin,
    emitReferredFiles(),
    reloadPage(),
    allowNoExposes(settings),
    writeRemote(settings, {
      modeOf: context => (context.meta.watchMode ? 'development' : 'production'),
      findStylesheets: (context, bundle) => emitStyles(context, bundle, styles),
    }),
  ]
}
