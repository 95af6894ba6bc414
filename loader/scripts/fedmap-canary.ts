import { chooseVariant, type MapWithVariants } from '../../core/page/choose-variant.js'
import { keep } from '../fetch/read-good.js'
import { currentScript } from '../page/script-tag.js'
import { defaultSettings } from '../settings.js'

/** For pages that require trusted types; the policy is named `fedmap-canary`. */
interface Policy {
  createScriptURL(url: string): string
  createScript(text: string): string
}

/**
 * `fedmap-canary.js`, in the place of fedmap.js on a page whose importmap.json has variants and no edge that chooses among
 * them: fetches the map, puts the one that is meant for this visitor into the page, and starts fedmap.js with its
 * own attributes. Where the map cannot be had, it leaves that to fedmap.js, which knows the last good one.
 */
const script = currentScript()
const mapScript = document.querySelector<HTMLScriptElement>('script[type="systemjs-importmap"][src]')

const rules: Policy = { createScriptURL: url => url, createScript: text => text }
const { trustedTypes } = window as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } }
const policy = trustedTypes?.createPolicy('fedmap-canary', rules) ?? rules

// Marked as processed, so that a SystemJS of the page does not fetch it too.
if (mapScript) Object.assign(mapScript, { sp: true })
choose()
  .catch(error => console.warn('[fedmap] no variant was chosen:', error))
  .then(startLoader)

async function choose(): Promise<void> {
  if (!mapScript) return
  const { src, integrity } = mapScript
  const timeout = Number(script.dataset.importMapTimeout ?? defaultSettings.importMapTimeout)
  const response = await fetch(src, { integrity, signal: AbortSignal.timeout(timeout) })
  if (!response.ok) throw Error(`${src}: ${response.status}`)
  const json = await response.json()
  const { map, variant } = chooseVariant(json, {
    key: visitorKey(),
    cookie: document.cookie,
    query: location.search,
  })
  keep(src, { json, url: response.url }, integrity).catch(() => {})
  mapScript.text = policy.createScript(JSON.stringify(withAbsoluteAddresses(map, response.url)))
  mapScript.removeAttribute('src')
  if (variant !== undefined) document.documentElement.dataset.fedmapVariant = variant
}

/** The same at each visit: what the cookie of `data-key-cookie` says, else a number that this browser keeps. */
function visitorKey(): string | undefined {
  const { keyCookie } = script.dataset
  if (keyCookie) return document.cookie.split('; ').find(pair => pair.startsWith(`${keyCookie}=`))
  try {
    localStorage.fedmapVisitor ??= String(Math.random())
    return localStorage.fedmapVisitor
  } catch {
    return undefined // A browser that keeps nothing would get another answer each time.
  }
}

/** In the page, a relative address would be relative to the page. */
function withAbsoluteAddresses(map: MapWithVariants, mapUrl: string): object {
  const absolute = (text: unknown) =>
    typeof text === 'string' && /^\.{0,2}\//.test(text) ? new URL(text, mapUrl).href : text
  const record = (value: unknown, toValue: (value: unknown) => unknown): object | undefined =>
    typeof value === 'object' && value
      ? Object.fromEntries(Object.entries(value).map(([key, entry]) => [absolute(key), toValue(entry)]))
      : undefined
  const { imports, scopes, integrity } = map as Record<string, unknown>
  return {
    ...map,
    imports: record(imports, absolute),
    scopes: record(scopes, scope => record(scope, absolute)),
    integrity: record(integrity, hash => hash),
  }
}

function startLoader(): void {
  const loader = document.createElement('script')
  const { loader: file = 'fedmap.js', ...attributes } = script.dataset
  Object.assign(loader.dataset, attributes)
  loader.nonce = script.nonce
  loader.crossOrigin = script.crossOrigin
  loader.src = policy.createScriptURL(new URL(file, script.src).href)
  script.after(loader)
}
