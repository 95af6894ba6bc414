/** The part of Trusted Types that is used; TypeScript's DOM types do not have it yet. */
interface TrustedPolicy {
  createScriptURL(url: string): string
  createScript(text: string): string
}

let policy: TrustedPolicy | undefined

/**
 * The page's Trusted Types policy `fedmap`, made at the first call; undefined where a browser has no Trusted Types. It
 * says yes to everything, so it must not leave the loader: `toTrustedUrl` and `showMap` decide what is asked of it.
 */
export function trustedPolicy(): TrustedPolicy | undefined {
  const { trustedTypes } = window as unknown as {
    trustedTypes?: { createPolicy(name: string, rules: TrustedPolicy): TrustedPolicy }
  }
  policy ??= trustedTypes?.createPolicy('fedmap', { createScriptURL: url => url, createScript: text => text })
  return policy
}
