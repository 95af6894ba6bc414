/** The part of Trusted Types that is used; TypeScript's DOM types do not have it yet. */
interface TrustedPolicy {
  createScriptURL(url: string): string
  createScript(text: string): string
}

let name = 'fedmap'
let policy: TrustedPolicy | undefined

/** The native engine's policy has a name of its own, since a page may have both engines, and a name is used once. */
export function namePolicy(ofEngine: string): void {
  name = ofEngine
}

/**
 * The loader's Trusted Types policy, made at the first call; undefined where a browser has no Trusted Types. It says yes
 * to everything, so it must not leave the loader: `trustMappedUrl`, `showMap` and the native engine, which has import maps
 * written by JSON.stringify and the loader's own files, decide what is asked of it.
 */
export function trustedPolicy(): TrustedPolicy | undefined {
  const { trustedTypes } = window as unknown as {
    trustedTypes?: { createPolicy(name: string, rules: TrustedPolicy): TrustedPolicy }
  }
  policy ??= trustedTypes?.createPolicy(name, { createScriptURL: url => url, createScript: text => text })
  return policy
}

/** A URL of the loader's own files as such a page takes it. `trustMappedUrl` is for all others. */
export function trustOwnUrl(url: string): string {
  return trustedPolicy()?.createScriptURL(url) ?? url
}
