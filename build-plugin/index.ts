/*
 * The folders, each of which imports from those alone that stand before an arrow before it:
 * packages → options → shared-packages, es-modules → assets, compile → types, system-format → copies → remote → dev
 *
 * packages is what is installed, options what the user wrote, shared-packages which imports stay bare. es-modules reads what a
 * bundler wrote, system-format makes System modules of it. assets is stylesheets, files and workers, compile what packages
 * are published as that is not JavaScript, types types.json. copies builds shared packages, remote all the rest of a build;
 * dev does the same for a dev server, whose parts serve-remote.ts introduces.
 */

export { federation } from './federation.js'
export type { ExposeOptions, FederationOptions, Mode, SharedOptions } from './options/federation-options.js'
