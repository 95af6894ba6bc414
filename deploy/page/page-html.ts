import { createHash } from 'node:crypto'
import { FederationError, type File, type Format } from '../../core/index.js'
import type { MapJson } from '../map/map-json.js'
import {
  attributeOf,
  type Element,
  elementsOf,
  insertLines,
  removeLine,
  replaceElement,
  textOf,
} from './html-elements.js'

/** What an HTML page says that matters for its import map. */
export interface PageHtml {
  readonly html: string
  /** What its `<script data-import data-preload>` loads at once: specifiers. */
  readonly firstView: readonly string[]
  /** The remote of `data-import`. */
  readonly host: string | undefined
  /** What its loader script loads; undefined where that has another name than fedmap's. */
  readonly format: Format | undefined
  /** The text of its import map, where that is in the page. */
  readonly mapText: string | undefined
  /** Whether it has the import-map-overrides panel without the meta tag that has fedmap apply what is set in it. */
  readonly hasIdlePanel: boolean
}

export interface Target {
  readonly format: Format
  readonly pageUrl: string
}

/** Marks the links that `writePageHtml` adds, so that it finds them again. */
const mark = 'data-fedmap'

/**
 * @param path of the file, for messages
 * @throws FED-625 where the page has no `<script type="systemjs-importmap">`
 */
export function readPageHtml(html: string, path: string): PageHtml {
  const elements = elementsOf(html)
  const scripts = elements.filter(({ tagName }) => tagName === 'script')
  const mapScript = scripts.find(isMapScript)
  if (!mapScript) {
    const detail = `${path}. Put <script type="systemjs-importmap" src="/importmap.json"></script> before fedmap.js.`
    throw new FederationError('FED-625', detail)
  }
  const loader = scripts.find(isLoader)
  const main = loader && attributeOf(loader, 'data-import')
  const preload = (loader && attributeOf(loader, 'data-preload')) ?? ''
  return {
    html,
    firstView: [...(main ? [main] : []), ...preload.split(/\s+/).filter(Boolean)],
    host: main
      ?.split('/')
      .slice(0, main.startsWith('@') ? 2 : 1)
      .join('/'),
    format: loader && formatOf(loader),
    mapText: textOf(mapScript).trim() || undefined,
    hasIdlePanel:
      scripts.some(script => /import-map-overrides[^/]*\.js/.test(attributeOf(script, 'src') ?? '')) &&
      !elements.some(element => element.tagName === 'meta' && attributeOf(element, 'use-injector') !== undefined),
  }
}

/** `fedmap-canary.js` starts another one, fedmap.js where it is not told. */
function formatOf(loader: Element): Format | undefined {
  const source = attributeOf(loader, 'src') ?? ''
  const file = /fedmap-canary\.js/.test(source) ? (attributeOf(loader, 'data-loader') ?? 'fedmap.js') : source
  if (/fedmap-native\.js/.test(file)) return 'esm'
  return /fedmap\.js/.test(file) ? 'system' : undefined
}

/**
 * Writes a composed map into a page, and a preload link with integrity for each file of its first view, so that all of
 * them are requested with the first response; before these one for the loader, which stands after them in the page and
 * would come when all of them have come. Everything else of the page stays as it is, to the byte; what an earlier
 * run wrote is replaced, so the same input gives the same page.
 *
 * @param map composed, with absolute addresses: in the page they would be relative to the page
 * @param files of the first view, in the order in which they run
 * @param target the format that the page loads, and where it is served: links have to be in the CORS mode in which the
 *   loader requests, else the browser fetches the files twice
 */
export function writePageHtml(page: PageHtml, map: MapJson, files: readonly File[], target: Target): string {
  const text = toScriptText(map)
  const cleaned = removeOwnLinks(page.html)
  const elements = elementsOf(cleaned)
  const mapScript = elements.find(isMapScript)!
  const withMap = replaceElement(cleaned, mapScript, mapElement(cleaned, mapScript, text))

  const links = [...loaderLinks(cleaned, elements), ...files.map(file => preloadLink(file, target))]
  const isInHead = ({ tagName, parentNode }: Element) =>
    ['link', 'script', 'style'].includes(tagName) && parentNode !== null && parentNode.nodeName === 'head'
  const first = elements.find(isInHead) ?? mapScript
  // It stands before the map's script, or is it, so the script's replacement has not moved it.
  return insertLines(withMap, first.sourceCodeLocation!.startOffset, links)
}

/** For `script-src` of a content security policy, where the map is one that the browser itself reads. */
export function cspHashOf(map: MapJson): string {
  return `'sha256-${createHash('sha256').update(toScriptText(map)).digest('base64')}'`
}

/** JSON that can stand in a script element: nothing in it can end the element or begin a comment. */
function toScriptText(map: MapJson): string {
  return JSON.stringify(map).replaceAll('<', '\\u003c')
}

/** The map's element with the map in it. Its `src` is kept as `data-src`, since with it the text would not count. */
function mapElement(html: string, { sourceCodeLocation }: Element, text: string): string {
  const { startTag, endTag, attrs } = sourceCodeLocation!
  const { startOffset, endOffset } = startTag!
  const source = attrs?.src?.startOffset ?? endOffset
  const tag = html.slice(startOffset, source) + (source < endOffset ? 'data-' : '') + html.slice(source, endOffset)
  return tag + text + (endTag ? html.slice(endTag.startOffset, endTag.endOffset) : '</script>')
}

/**
 * In the mode in which the script's own tag requests it, and in its own words: the page may be a template, in whose language
 * quotes and `&` mean something else.
 */
function loaderLinks(html: string, elements: readonly Element[]): readonly string[] {
  const loader = elements.find(isLoader)
  const source = loader && attributeOf(loader, 'src')
  // A module is what a page with a bundle of its own has.
  if (!source || attributeOf(loader, 'type') === 'module') return []
  const wordsOf = (name: string) => {
    const { startOffset, endOffset } = loader.sourceCodeLocation!.attrs![name]!
    return html.slice(startOffset, endOffset)
  }
  const names = loader.attrs.map(({ name }) => name)
  const mode = names.filter(name => ['crossorigin', 'integrity', 'nonce', 'referrerpolicy'].includes(name)).map(wordsOf)
  return [`<link ${mark} rel="preload" as="script" ${[...mode, `href${wordsOf('src').slice(3)}`].join(' ')}>`]
}

/**
 * Not `modulepreload`, which Chromium would compile off the main thread: the loader puts the import map in later, and a browser that
 * takes one takes none after that.
 */
function preloadLink({ url, kind, integrity }: File, { format, pageUrl }: Target): string {
  // SystemJS's scripts have a CORS mode only where they come from elsewhere; modules and stylesheets always have it.
  const isCors = kind === 'css' || format === 'esm' || new URL(url).origin !== new URL(pageUrl).origin
  return linkOf(
    ['rel', 'preload'],
    ['as', kind === 'css' ? 'style' : 'script'],
    ...(isCors ? [['crossorigin', 'anonymous']] : []),
    ...(integrity ? [['integrity', integrity]] : []),
    ['href', url],
  )
}

function linkOf(...attributes: readonly (readonly string[])[]): string {
  return `<link ${mark}${attributes.map(([name = '', value = '']) => attribute(name, value)).join('')}>`
}

function attribute(name: string, value: string): string {
  return value === '' ? ` ${name}` : ` ${name}="${value.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"`
}

/** Without the links of an earlier run, and without the one that fetches the map, which is in the page now. */
function removeOwnLinks(html: string): string {
  const elements = elementsOf(html)
  const mapScript = elements.find(isMapScript)!
  const source = attributeOf(mapScript, 'src') ?? attributeOf(mapScript, 'data-src')
  const isOwn = (element: Element) =>
    element.tagName === 'link' &&
    (attributeOf(element, mark) !== undefined ||
      (attributeOf(element, 'as') === 'fetch' && attributeOf(element, 'href') === source))
  return elements
    .filter(isOwn)
    .reverse()
    .reduce((cleaned, element) => removeLine(cleaned, element), html)
}

function isMapScript(element: Element): boolean {
  return element.tagName === 'script' && attributeOf(element, 'type') === 'systemjs-importmap'
}

function isLoader(element: Element): boolean {
  return element.tagName === 'script' && attributeOf(element, 'data-import') !== undefined
}
