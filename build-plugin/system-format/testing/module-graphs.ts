import fc from 'fast-check'

export interface ModuleGraph {
  /** ES modules: `./m0.js`, `./m1.js`, … */
  readonly texts: readonly string[]
  /** Whether they may import each other in a circle, and call functions of those that have not run yet. */
  readonly isCircular: boolean
}

/** What declares a variable, in all the ways that there are. */
const declarations: readonly ((name: string, value: number) => string)[] = [
  (name, value) => `let ${name} = ${value}`,
  name => `let ${name}`,
  (name, value) => `var ${name} = ${value}`,
  name => `var ${name}`,
  (name, value) => `const ${name} = ${value}`,
  (name, value) => `const ${name} = () => ${value}`,
  (name, value) => `let ${name} = (0, ${value})`,
  (name, value) => `let ${name} = (() => ${value})`,
  name => `let ${name} = function () {}`,
  name => `let ${name} = class {}`,
  name => `let ${name} = async () => {}`,
  name => `class ${name} {}`,
  (name, value) => `function ${name}() { return ${value} }`,
  name => `async function ${name}() {}`,
  (name, value) => `let { ${name} } = { ${name}: ${value} }`,
  (name, value) => `var [${name} = ${value}] = []`,
  (name, value) => `const { k: [...${name}] } = { k: [${value}, 2] }`,
]

/** What declares one within another statement, so that it is not exported there. */
const innerDeclarations: readonly ((name: string, value: number) => string)[] = [
  (name, value) => `if (${value} > 2) { var ${name} = ${value} }`,
  (name, value) => `if (${value} > 2) var ${name} = ${value}, { length: l${name} } = 'four'`,
  (name, value) => `for (var ${name} of [${value}, 9]) ;`,
  (name, value) => `for (var ${name} = 0; ${name} < ${value}; ${name}++) ;`,
  (name, value) => `for (var [${name}] of [[${value}]]) { ${name}-- }`,
  name => `for (var ${name} in { k: 1 }) trace(${name})`,
]

/** What changes a variable, and what only seems to. */
const changes: readonly ((name: string, value: number) => string)[] = [
  (name, value) => `${name} = ${value}`,
  name => `${name} += 1`,
  name => `${name}++`,
  name => `--${name}`,
  name => `trace(${name}++)`,
  name => `trace([${name}--, ++${name}])`,
  (name, value) => `trace(${name} = ${value})`,
  name => `${name} = () => {}`,
  (name, value) => `${name} ||= ${value}`,
  (name, value) => `;[${name}] = [${value}]`,
  (name, value) => `;({ ${name} } = { ${name}: ${value} })`,
  (name, value) => `trace(([${name} = 4] = [${value}]).length)`,
  (name, value) => `for (${name} of [1, ${value}]) ;`,
  name => `for (${name} in { k: 1 }) trace(${name})`,
  (name, value) => `for ([${name}] of [[${value}]]) { trace(${name}++) }`,
  name => `for (${name} = 0; ${name} < 2; ${name}++) trace(${name})`,
  name => `if (${name}) ${name} = 0\nelse++${name}`,
  name => `switch (1) { case 1: ${name}++\n}`,
  name => `trace((() =>++${name})(), typeof++${name})`,
  name => `${name}++, trace(${name})`,
  name => `;(${name})++`,
  (name, value) => `;(${name}) = ${value}`,
  name => `do ${name}++\nwhile (false)`,
  name => `label: for (${name} of [1, 2]) continue label`,
  name => `for (${name} of [1, 2]) if (${name} > 1) ${name}++`,
  name => `trace(\`\${${name}++}\`, { ${name} }.${name}, (() => ${name}++)())`,
  (name, value) => `trace(((p = ${name} = ${value}) => p)())`,
  (name, value) => `trace(({ k: { ${name} = ${value} } = {} } = {}) && ${name})`,
  name => `;[...(function* () { ${name} = yield ${name}++ })()].forEach(trace)`,
  name => `trace([${name}] = [[${name}] = [1]])`,
  (name, value) => `{ function ${name}() {} }; ${name} = ${value}`,
  (name, value) => `{ class ${name} {} }; ${name} = ${value}`,
  (name, value) => `switch (1) { case 1: let ${name} = 1; ${name}++ }; ${name} = ${value}`,
  (name, value) => `switch (1) { case 1: function ${name}() {} }; ${name} = ${value}`,
  (name, value) => `;(class ${name} { k = ${name} }); ${name} = ${value}`,
  (name, value) => `{ function ${name}() {} ${name} = ${value} }`,
  (name, value) => `;((k = () => { ${name} = ${value} }) => { var ${name}; k() })()`,
  (name, value) => `{ let ${name} = 1; ${name} = ${value}; ${name}++ }`,
  (name, value) => `;(${name} => { ${name} = ${value}; trace(${name}++) })(1)`,
  name => `;(function ${name}() { try { ${name} = 1 } catch {} })()`,
  name => `try { throw 1 } catch (${name}) { ${name} = 2 }`,
  (name, value) => `;(class { static { let ${name}; ${name} = ${value} } })`,
  name => `for (let ${name} = 0; ${name} < 2; ${name}++) trace(${name})`,
  name => `;(() => { for (const k of [1]) { var ${name} = k; ${name}++ } })()`,
]

/** What a module has that a function has not, and what the next line must not be taken to go on with. */
const moduleStatements: readonly ((value: number, index: number) => string)[] = [
  value => `trace(${value})`,
  value => `;(() => trace(${value}))()`,
  value => `;[${value}].forEach(trace)`,
  () => 'trace(typeof this, (() => this)())',
  () => 'trace((function () { return typeof this }).call(1), new (class { k = typeof this })().k)',
  () => 'trace(/m\\d+\\.js$/.exec(import.meta.url)[0])',
  value => `await ${value}`,
  () => 'for await (const k of [1, 2]) trace(k)',
  // One that imports itself would wait for itself.
  (_, index) => (index > 0 ? "trace(show(await import('./m0.js')))" : 'trace(0)'),
  value => `trace(await (async () => ${value})())`,
  () => '// a comment',
  () => '/* exports, module */',
]

const defaults: readonly ((value: number) => string)[] = [
  value => `export default ${value}`,
  value => `export default (0, ${value});`,
  () => 'export /* this */ default () => {}',
  () => 'export default function () {}',
  () => 'export default class {}',
  () => 'export default (class {})',
  () => 'export default function named() { return 1 }',
  () => 'export default class Named {}',
  () => 'export default async function* () {}',
]

const exportedNames = ['p', 'q', 'default', 'r', "'a-b'", 'toString', 'delete']
const localNames = ['a', 'b', 'c', 'e', 'x', 'l1']

interface Sketch {
  readonly text: string
  readonly exported: readonly string[]
}

/**
 * Modules that import those before them, and in some graphs those after them too, in a circle. Each choice takes the next
 * of a list of numbers, so that shorter lists and smaller numbers make smaller graphs.
 */
export const moduleGraphs: fc.Arbitrary<ModuleGraph> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.array(fc.nat(999), { minLength: 20, maxLength: 200, size: 'max' }))
  .map(([length, numbers]) => {
    const left = numbers.values()
    const next = (below: number) => (left.next().value ?? 0) % below
    const sketches: Sketch[] = []
    const isCircular = next(3) === 0
    const mostLater = isCircular ? length - 1 : 0
    for (let index = 0; index < length; index++) sketches.push(sketchModule(index, mostLater, sketches, next))
    return { texts: sketches.map(({ text }) => text), isCircular }
  })

/** @param mostLater the last of the modules after it that it may import */
function sketchModule(
  index: number,
  mostLater: number,
  before: readonly Sketch[],
  next: (below: number) => number,
): Sketch {
  const isCircular = mostLater > 0
  const pick = <T>(list: readonly T[]): T => list[next(list.length)]!
  const free = [...exportedNames]
  const exported: string[] = []
  const statements: string[] = []
  const add = (text: string) => statements.splice(next(statements.length + 1), 0, text)
  const addExport = (print: (name: string) => string) => {
    const name = free.splice(next(free.length), 1)[0]
    if (!name) return
    exported.push(name)
    add(print(name))
  }

  const variables = localNames.slice(0, next(5))
  for (const name of variables) {
    const isInner = next(4) === 0
    const text = pick(isInner ? innerDeclarations : declarations)(name, next(5))
    const isExported = !isInner && next(3) === 0
    if (isExported) exported.push(name)
    add(isExported ? `export ${text}` : text)
    for (let times = next(3); times > 0; times--) addExport(exported => `export { ${name} as ${exported} }`)
    if (!/^(const|class)/.test(text) || next(4) === 0) {
      const body = Array.from({ length: 1 + next(3) }, () => pick(changes)(name, next(5))).join(pick([';', '\n']))
      exported.push(`change${name}`)
      add(`export function change${name}() { ${body} }`)
    }
  }
  if (next(3) === 0 && free.includes('default')) {
    free.splice(free.indexOf('default'), 1)
    exported.push('default')
    add(pick(defaults)(next(5)))
  }
  for (let times = next(4); times > 0; times--) {
    const statement = pick(moduleStatements)(next(5), index)
    // Modules that import each other and wait would wait for each other.
    if (!isCircular || !statement.includes('await')) add(statement)
  }

  for (const [from, { exported: offered }] of before.entries()) {
    const specifier = `'./m${from}.js'`
    const local = `i${from}`
    const name = offered[next(offered.length || 1)]
    const form = next(9)
    if (form === 0) add(`import ${specifier}`)
    else if (form === 1) {
      add(`import * as ${local} from ${specifier}`)
      add(`export const get${index}${from} = () => show(${local})`)
      exported.push(`get${index}${from}`)
    } else if (form === 2 && name) {
      add(`import { ${name} as ${local} } from ${specifier}`)
      if (!isCircular) add(`trace(show(${local}))`)
      addExport(exported => `export { ${local} as ${exported} }`)
    } else if (form === 3 && offered.includes('default') && !isCircular) {
      add(`import ${local}, * as all${from} from ${specifier}`)
      add(`trace(show(${local}), show(all${from}))`)
    } else if (form === 4 && name) addExport(exported => `export { ${name} as ${exported} } from ${specifier}`)
    else if (form === 5) addExport(exported => `export * as ${exported} from ${specifier}`)
    else if (form === 6 && !statements.some(text => text.startsWith('export * from'))) {
      add(`export * from ${specifier}`)
    }
  }
  const later = index + 1 + next(4)
  if (isCircular) {
    add(`export function hoisted${index}() { return ${index} }`)
    exported.push(`hoisted${index}`)
  }
  if (later <= mostLater) {
    add(`import { hoisted${later} as hoisted } from './m${later}.js'`)
    add('trace(hoisted())')
    add(`import * as later from './m${later}.js'`)
    add(`export const getlater${index} = () => show(later)`)
    exported.push(`getlater${index}`)
  }
  if (isCircular && index > 0) {
    add(`import { hoisted0 } from './m0.js'`)
    add('trace(hoisted0())')
  }
  if (exported.length === 0) {
    // Of a module that exports nothing, SystemJS gives no namespace.
    exported.push(`only${index}`)
    add(`export const only${index} = ${index}`)
  }
  return { text: statements.join(pick(['\n', '\n\n', ';\n'])), exported }
}
