import type { Resolution } from '../../core/index.js'

/** Remotes that are built for development: what to say of each. They work, and are slower and larger than they need be. */
export function developmentBuilds({
  remotes,
}: Resolution): readonly { readonly remote: string; readonly why: string }[] {
  return [...remotes.values()].flatMap(({ name: remote, manifest: { mode } }) =>
    mode === 'development'
      ? [
          {
            remote,
            why: `${remote} is a build for development, as those are that watch their sources. Build it for production.`,
          },
        ]
      : [],
  )
}
