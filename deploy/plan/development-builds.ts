import type { Resolution } from '../../core/index.js'

/** Remotes that are built for development, and what to say of each: it works, and is slower and larger than it need be. */
export function developmentBuilds({ remotes }: Resolution) {
  const builds = [...remotes.values()].filter(({ manifest }) => manifest.mode === 'development')
  return builds.map(({ name: remote }) => ({
    remote,
    why: `${remote} is a build for development, as those are that watch their sources. Build it for production.`,
  }))
}
