import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse } from 'acorn'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { type ModuleGraph, moduleGraphs } from './testing/module-graphs.js'
import { type SystemOptions, toSystem } from './to-system.js'

type Namespace = Readonly<Record<string, unknown>>
type Load = (url: string) => Promise<Namespace>

const require = createRequire(import.meta.url)
const importNatively = require('./testing/import-natively.cjs') as Load

/** SystemJS itself, with modules that are converted as they are asked for. */
function createSystemLoader(modules: ReadonlyMap<string, string>, options: SystemOptions): Load {
  const { System } = require('systemjs/dist/system-node.cjs')
  const loader = new System.constructor()
  loader.resolve = (specifier: string, parent?: string) => new URL(specifier, parent).href
  loader.instantiate = (url: string) => {
    let registration: unknown
    const register = (...all: unknown[]) => {
      registration = all
    }
    new Function('System', toSystem({ path: url, code: modules.get(url)! }, options).toString())({ register })
    return registration
  }
  return url => loader.import(url)
}

/** All that can be seen of a graph of modules: what they say as they run, what they export, then and after each call. */
async function observe(load: Load, urls: readonly string[]): Promise<unknown> {
  const said: string[] = []
  const scope = globalThis as unknown as { trace: (...values: unknown[]) => void; show: (value: unknown) => string }
  scope.show = show
  scope.trace = (...values) => said.push(values.map(show).join())
  const namespaces: Namespace[] = []
  for (const url of urls) namespaces.push(await load(url))
  const seen = [said.splice(0), namespaces.map(show)]
  for (const namespace of namespaces) {
    for (const name of Object.keys(namespace).sort()) {
      const value = namespace[name]
      if (typeof value !== 'function' || !/^(change|get)/.test(name)) continue
      try {
        said.push(show(value()))
      } catch (error) {
        said.push((error as Error).constructor.name)
      }
      seen.push([name, ...said.splice(0)], namespaces.map(show))
    }
  }
  return seen
}

function show(value: unknown): string {
  if (typeof value === 'function') return `${/^class/.test(String(value)) ? 'class' : 'function'} ${value.name}`
  if (Array.isArray(value)) return `[${value.map(show).join()}]`
  if (typeof value !== 'object' || !value) return String(value)
  const entries = Object.keys(value).sort()
  return `{${entries.map(key => `${key}: ${show((value as Namespace)[key])}`).join()}}`
}

const root = mkdtempSync(join(tmpdir(), 'fedmap-system-'))
writeFileSync(join(root, 'package.json'), '{"type":"module"}')
afterAll(() => rmSync(root, { recursive: true }))

let graphs = 0
async function observeBoth({ texts }: ModuleGraph, options: SystemOptions) {
  const folder = join(root, `${graphs++}`)
  mkdirSync(folder)
  const urls = texts.map((text, index) => {
    const file = join(folder, `m${index}.js`)
    writeFileSync(file, text)
    return pathToFileURL(file).href
  })
  const native = await observe(importNatively, urls)
  const modules = new Map(urls.map((url, index) => [url, texts[index]!]))
  return { native, system: await observe(createSystemLoader(modules, options), urls) }
}

const options = fc.record({ isEs5: fc.boolean(), isInCircle: fc.boolean() })
const { FEDMAP_SEED = '5', FEDMAP_GRAPHS = '500' } = process.env

test(`${FEDMAP_GRAPHS} graphs of modules are seen to do what they do in Node (FEDMAP_SEED, FEDMAP_GRAPHS)`, async () => {
  await fc.assert(
    fc.asyncProperty(moduleGraphs, options, async (graph, options) => {
      const inCircle = { isEs5: false, isInCircle: true }
      const { native, system } = await observeBoth(graph, graph.isCircular ? inCircle : options)
      expect(system).toEqual(native)
    }),
    { numRuns: Number(FEDMAP_GRAPHS), seed: Number(FEDMAP_SEED) },
  )
}, 600_000)

test.each([
  [
    'a module as bundlers write it',
    `import{useState as e}from"react";import*as t from"react-dom";import"./side.js";function n(){return e(t)}export{n as Widget};`,
    `System.register(["react","react-dom","./side.js"],(function(a){"use strict";var e,t;return{setters:[function(c){e=c.useState},function(c){t=c},null],execute:(function(){a("Widget",n);function n(){return e(t)}})}}));`,
  ],
  [
    'what other modules export',
    `export*from"./a.js";export*as all from"./b.js";export{default as b}from"./b.js";`,
    `System.register(["./a.js","./b.js"],(function(a){"use strict";return{setters:[function(d){var e,f={};for(e in d)["default","all","b"].indexOf(e)<0&&(f[e]=d[e]);a(f)},function(d){a({all:d,b:d.default})}],execute:(function(){})}}));`,
  ],
  [
    'variables, each time that they get a value',
    'export let n=0,f=()=>n++;export const g=f(),h=1;',
    'System.register([],(function(a){"use strict";return{execute:(function(){let n=0,f=()=>[n++,a("n",n)][0],j=a({n:n,f:f});const g=f(),h=1,k=a({g:g,h:h});})}}));',
  ],
  [
    'what is disposed of at the end',
    'await using a=b();export const c=a.d',
    'System.register([],(function(e){"use strict";return{execute:(async function(){await using a=b();const c=a.d,k=e("c",c)})}}));',
  ],
  [
    'what only modules have',
    'export default class{}\nexport const page=await import(new URL("./page.js",import.meta.url))',
    `System.register([],(function(a,b){"use strict";return{execute:(async function(){a("default",{default:class{}}.default);\nconst page=await b.import(new URL("./page.js",b.meta.url)),g=a("page",page)})}}));`,
  ],
])('%s', (_, code, expected) => {
  expect(toSystem({ path: 'a.js', code }, { isEs5: false, isInCircle: false }).toString()).toBe(expected)
})

test('functions of a module in a circle are exported before it runs', () => {
  const code = 'import{b}from"./b.js";export function a(){}await b();'
  expect(toSystem({ path: 'a.js', code }, { isEs5: false, isInCircle: true }).toString()).toBe(
    'System.register(["./b.js"],(function(c){"use strict";var b;var h=(async function*(){c("a",a);yield;function a(){}await b();})();h.next();return{setters:[function(e){b=e.b}],execute(){return h.next()}}}));',
  )
})

test('what is added is ES5', () => {
  const code = 'import{a}from"./a.js";import("./b.js");export*from"./c.js";export{a};export default function(){}'
  const converted = toSystem({ path: 'a.js', code }, { isEs5: true, isInCircle: true }).toString()
  expect(() => parse(converted, { ecmaVersion: 5 })).not.toThrow()
})
