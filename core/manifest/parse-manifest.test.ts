import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { copyFolder, FederationError, type Manifest, parseManifest } from '../index.js'
import { realisticManifest } from './testing/realistic-manifest.js'

const url = 'https://cdn.test/cart/1.4.2/federation.json'
type Path = readonly (string | number)[]

describe('what it returns', () => {
  test('a manifest as it is written, with what it left out', () => {
    const written = realisticManifest()
    const { copies: queryCopies, ...writtenQuery } = written.shared['@tanstack/query-core']
    expect(parseManifest(realisticManifest(), url)).toEqual({
      ...written,
      shared: {
        ...written.shared,
        react: { ...written.shared.react, singleton: false, strictVersion: false, shareScope: 'default' },
        '@tanstack/query-core': {
          ...writtenQuery,
          uses: {},
          singleton: false,
          strictVersion: false,
          shareScope: 'default',
          copies: [{ ...queryCopies[0], requires: {} }],
        },
      },
    })
  })

  test('the least there can be', () => {
    expect(parseManifest({ formatVersion: 1, name: 'a', version: '1.0.0' }, url)).toEqual({
      formatVersion: 1,
      name: 'a',
      version: '1.0.0',
      formats: ['system', 'esm'],
      exposes: {},
      modules: {},
      shared: {},
      integrity: {},
    })
  })

  test('a file that modules does not list is fine', () => {
    const { modules: _, ...rest } = realisticManifest()
    expect(parseManifest(rest, url)).toMatchObject({ modules: {}, exposes: rest.exposes })
  })

  test('keys that are names of Object.prototype are keys like others, and change nothing', () => {
    const text = JSON.stringify(realisticManifest())
      .replace('"modules":{', '"modules":{"__proto__":{"imports":["x"]},"constructor":{},')
      .replace('"shared":{', '"shared":{"__proto__":{"requiredVersion":"*"},"toString":{"requiredVersion":"*"},')
      .replace('{"formatVersion"', '{"__proto__":{"name":"b","polluted":true},"formatVersion"')
    const manifest = parseManifest(JSON.parse(text), url)
    expect(manifest.name).toBe('@mall/cart')
    expect('polluted' in manifest).toBe(false)
    expect(Object.keys(manifest.modules).slice(0, 2)).toEqual(['__proto__', 'constructor'])
    // biome-ignore lint/suspicious/noProto: it is a package's name here
    // biome-ignore lint/complexity/useLiteralKeys: likewise
    expect(manifest.shared['__proto__']).toMatchObject({ requiredVersion: '*', copies: [] })
    const least = parseManifest({ formatVersion: 1, name: 'a', version: '1.0.0' }, url)
    for (const { exposes, modules, shared, integrity } of [manifest, least]) {
      for (const record of [exposes, modules, shared, integrity]) expect('valueOf' in record).toBe(false)
    }
    expect({}).not.toHaveProperty('polluted')
  })

  test('what it was given is left alone', () => {
    const json = deepFreeze(realisticManifest())
    expect(() => parseManifest(json, url)).not.toThrow()
  })
})

describe('what it refuses', () => {
  test.each([[null], [undefined], [7], ['{}'], [[]], [[{}]], [true]])('%j as a whole', json => {
    expectRefusal(json, 'FED-101', 'expected an object')
  })

  const domCopy: Path = ['shared', 'react-dom', 'copies', 0]
  test.each<[Path, unknown, code: string, message: string]>([
    [['formatVersion'], 2, 'FED-102', 'formatVersion is 2, expected 1'],
    [['formatVersion'], 1.5, 'FED-102', 'Update fedmap'],
    [['formatVersion'], 0, 'FED-103', 'formatVersion is 0, expected 1'],
    [['formatVersion'], '1', 'FED-103', 'formatVersion is "1"'],
    [['formatVersion'], undefined, 'FED-103', 'formatVersion is undefined'],
    [['name'], undefined, 'FED-103', 'name is undefined, expected a non-empty string'],
    [['name'], '', 'FED-103', 'name is ""'],
    [
      ['modules', 'c-12.js'],
      { imports: ['x\n\x1b[2J'] },
      'FED-103',
      'modules["c-12.js"].imports[0] is "x\\n\\u001b[2J"',
    ],
    [['version'], 1, 'FED-103', 'version is 1, expected a version'],
    [['version'], '1.4', 'FED-106', 'version is "1.4", expected a version'],
    [['formats'], 'system', 'FED-103', 'formats is "system", expected an array'],
    [['formats'], ['system', 'umd'], 'FED-103', 'formats[1] is "umd", expected "system" or "esm"'],
    [['exposes'], null, 'FED-103', 'exposes is null, expected an object'],
    [['exposes'], [], 'FED-103', 'exposes is an array'],
    [['exposes', 'Widget'], { file: 'a.js' }, 'FED-103', 'a key of exposes is "Widget", expected "." or a subpath'],
    [['exposes', './'], { file: 'a.js' }, 'FED-103', 'a key of exposes is "./"'],
    [['exposes', './Widget'], 'Widget.js', 'FED-103', 'exposes["./Widget"] is "Widget.js", expected an object'],
    [['exposes', './Widget', 'file'], undefined, 'FED-103', 'exposes["./Widget"].file is undefined'],
    [['exposes', './Widget', 'peers'], 'react', 'FED-103', 'exposes["./Widget"].peers is "react", expected an array'],
    [['exposes', './Widget', 'peers', 0], null, 'FED-103', 'exposes["./Widget"].peers[0] is null'],
    [['modules', 'c-12.js'], null, 'FED-103', 'modules["c-12.js"] is null'],
    [['modules', 'c-12.js'], { imports: {} }, 'FED-103', 'modules["c-12.js"].imports is an object, expected an array'],
    [['modules', 'c-12.js'], { dynamic: [1] }, 'FED-103', 'modules["c-12.js"].dynamic[0] is 1'],
    [['modules', 'c-12.js'], { css: ['../x.css'] }, 'FED-104', 'modules["c-12.js"].css[0] is "../x.css"'],
    [['modules', '../c.js'], {}, 'FED-104', 'a key of modules is "../c.js"'],
    [['shared'], 4, 'FED-103', 'shared is 4'],
    [['shared', 'react', 'requiredVersion'], undefined, 'FED-103', 'shared.react.requiredVersion is undefined'],
    [
      ['shared', 'react', 'requiredVersion'],
      true,
      'FED-103',
      'shared.react.requiredVersion is true, expected an npm range',
    ],
    [['shared', 'react', 'requiredVersion'], 'workspace:*', 'FED-106', 'shared.react.requiredVersion is "workspace:*"'],
    [['shared', 'react', 'uses'], { '.': 'all' }, 'FED-103', 'shared.react.uses["."] is "all", expected an array'],
    [['shared', 'react', 'uses'], { jsx: '*' }, 'FED-103', 'a key of shared.react.uses is "jsx"'],
    [['shared', 'react', 'singleton'], 'yes', 'FED-103', 'shared.react.singleton is "yes", expected true or false'],
    [['shared', 'react', 'strictVersion'], 1, 'FED-103', 'shared.react.strictVersion is 1'],
    [['shared', 'react', 'shareScope'], '', 'FED-103', 'shared.react.shareScope is ""'],
    [['shared', 'react', 'copies'], null, 'FED-103', 'shared.react.copies is null, expected an array'],
    [[...domCopy], 'copy', 'FED-103', 'shared["react-dom"].copies[0] is "copy"'],
    [[...domCopy, 'version'], '18', 'FED-106', 'shared["react-dom"].copies[0].version is "18"'],
    [[...domCopy, 'version'], '18.3.0', 'FED-105', 'a file in "shared/react-dom@18.3.0-c3d4/"'],
    [[...domCopy, 'build'], 'c/d', 'FED-103', 'shared["react-dom"].copies[0].build is "c/d", expected a hash'],
    [[...domCopy, 'build'], 'other', 'FED-105', '.provides["."].file is "shared/react-dom@18.2.0-c3d4/index.js"'],
    [
      [...domCopy, 'size'],
      '41 kB',
      'FED-103',
      'shared["react-dom"].copies[0].size is "41 kB", expected a number of bytes',
    ],
    [[...domCopy, 'size'], -1, 'FED-103', 'size is -1'],
    [[...domCopy, 'size'], Number.POSITIVE_INFINITY, 'FED-103', 'size is Infinity'],
    [[...domCopy, 'provides'], undefined, 'FED-103', 'shared["react-dom"].copies[0].provides is undefined'],
    [[...domCopy, 'provides', './client', 'file'], 'client.js', 'FED-105', 'provides["./client"].file is "client.js"'],
    [
      [...domCopy, 'provides', './client', 'file'],
      'shared/react-dom@18.2.0-c3d4/../../../../evil/client.js',
      'FED-104',
      'provides["./client"].file is "shared/react-dom@18.2.0-c3d4/../',
    ],
    [[...domCopy, 'provides', './client', 'exports'], '*', 'FED-103', 'provides["./client"].exports is "*"'],
    [[...domCopy, 'requires', 'react'], '18', 'FED-103', 'requires.react is "18"'],
    [[...domCopy, 'requires', 'react', 'requiredVersion'], 'a', 'FED-106', 'requires.react.requiredVersion is "a"'],
    [['integrity', 'system/x.js'], 'md5-abc', 'FED-103', 'integrity["system/x.js"] is "md5-abc", expected integrity'],
    [['integrity', 'system/x.js'], 'sha384-', 'FED-103', 'integrity["system/x.js"] is "sha384-"'],
    [['integrity', 'system/x.js'], '', 'FED-103', 'integrity["system/x.js"] is ""'],
    [['integrity', 'system/../x.js'], 'sha384-a', 'FED-104', 'a key of integrity is "system/../x.js"'],
  ])('%j = %j', (path, value, code, message) => {
    expectRefusal(changed(path, value), code, message)
  })

  const leaving = [
    '',
    '/',
    '/a.js',
    '//evil.test/a.js',
    '.',
    '..',
    './a.js',
    '../a.js',
    'a/../../b.js',
    'a/./b.js',
    'a/..',
    'a//b',
  ]
  const disguised = [
    'a/',
    '.%2e/a.js',
    '%2E%2E/a.js',
    '%2e/a.js',
    'a%2fb.js',
    '..%5Ca.js',
    '..\\a.js',
    'a\\b.js',
    '.\t./a.js',
  ]
  const notPaths = [
    'https://evil.test/a.js',
    'data:text/javascript,0',
    'javascript:0',
    'a.js?x',
    'a.js#x',
    'a b.js',
    ' a',
    'é.js',
    '\0',
  ]
  test.each([...leaving, ...disguised, ...notPaths])('the path %j', file => {
    const code = file === '' || /[\t\0]/.test(file) ? 'FED-103' : 'FED-104'
    expectRefusal(changed(['exposes', './Widget', 'file'], file), code, JSON.stringify(file))
    expectRefusal(changed(['modules', file], {}), code, 'a key of modules')
  })

  test.each(['../..', '/', 'a b', '..\\x', 'x/../../../y'])('a copy of the package %j', name => {
    const copy = { version: '1.0.0', build: 'b1', size: 1, provides: {} }
    expectRefusal(
      changed(['shared', name], { requiredVersion: '*', copies: [copy] }),
      'FED-104',
      'the folder of shared[',
    )
  })

  test('a range names the remote, the package and what is wrong with it, and keeps the cause', () => {
    const error = refusal(changed(['shared', 'react', 'requiredVersion'], 'latest'))
    expect(error?.message).toMatch(/react.*"latest".*"@mall\/cart".*federation\.json/)
    expect(error?.cause).toMatchObject({ code: 'FED-202' })
  })

  test('huge input gets a short message', () => {
    expect(refusal(changed(['version'], '1'.repeat(1e7)))?.message.length).toBeLessThan(600)
    expect(refusal(changed(['exposes', 'x'.repeat(1e7)], {}))?.message.length).toBeLessThan(600)
    expect(refusal(changed(['shared', 'react', 'requiredVersion'], '>v= '.repeat(1e5)))?.code).toBe('FED-106')
  })

  test('deep input does not overflow the stack', () => {
    let deep: unknown = {}
    for (let i = 0; i < 1e5; i++) deep = i % 2 ? [deep] : { a: deep }
    expect(refusal(changed(['unknown'], deep))).toBeUndefined()
    expect(refusal(changed(['name'], deep))?.code).toBe('FED-103')
  })
})

test('paths that stay within their folder are fine', () => {
  const files = [
    'a.js',
    'a/b/c.js',
    '...',
    '..a.js',
    'a..js',
    '.hidden/x.js',
    'gr%C3%B6sse.js',
    '@a/b+c~d,e=f(1)[2]$.js',
    '__proto__',
  ]
  for (const file of files) expect(refusal(changed(['exposes', '.', 'file'], file)), file).toBeUndefined()
})

test('copyFolder', () => {
  expect(copyFolder('@tanstack/query-core', '5.0.0', 'e5f6')).toBe('shared/@tanstack/query-core@5.0.0-e5f6/')
})

describe('whatever the input', () => {
  test('any JSON: a manifest or a FederationError', () => {
    fc.assert(
      fc.property(fc.jsonValue(), json => void refusal(json)),
      { numRuns: 2000 },
    )
  })

  test('a realistic manifest with some values replaced: a sound manifest or a FederationError', () => {
    const paths = allPaths(realisticManifest())
    const odd = fc.constantFrom<unknown>(
      '../x',
      '//x',
      'a.js',
      '1.0.0',
      '^1',
      '*',
      '.',
      './x',
      'shared/',
      1,
      -1,
      0.5,
      '',
      null,
    )
    const change = fc.tuple(
      fc.constantFrom(...paths),
      fc.oneof(
        odd,
        fc.jsonValue(),
        fc.constantFrom(...paths).map(path => valueAt(realisticManifest(), path)),
      ),
      fc.option(fc.constantFrom('__proto__', 'constructor', 'toString', './x', 'x', '0'), { freq: 3 }),
    )
    let accepted = 0
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), changes => {
        let json: unknown = realisticManifest()
        for (const [path, value, key] of changes) json = withValue(json, key === null ? path : [...path, key], value)
        if (refusal(json)) return
        accepted++
        assertSound(parseManifest(json, url))
      }),
      { numRuns: 4000 },
    )
    expect(accepted).toBeGreaterThan(50)
  })
})

/** Every path resolves into its folder, by the URL parser itself. */
function assertSound(manifest: Manifest): void {
  const base = 'https://cdn.test/cart/'
  const expectInside = (folder: string, file: string) => expect(new URL(folder + file).href).toBe(folder + file)
  for (const file of Object.keys(manifest.modules)) expectInside(`${base}system/`, file)
  for (const { file } of Object.values(manifest.exposes)) expectInside(`${base}system/`, file)
  for (const { css = [] } of Object.values(manifest.modules))
    for (const file of css) expectInside(`${base}assets/`, file)
  for (const [name, { copies }] of Object.entries(manifest.shared)) {
    for (const { version, build, provides } of copies) {
      const folder = `${base}system/${copyFolder(name, version, build)}`
      for (const { file } of Object.values(provides)) {
        expect(new URL(file, `${base}system/`).href.startsWith(new URL(folder).href)).toBe(true)
      }
    }
  }
}

/** The error for this input, or undefined where it is a manifest. Anything but a FederationError is thrown on. */
function refusal(json: unknown): FederationError | undefined {
  try {
    parseManifest(json, url)
    return undefined
  } catch (error) {
    if (error instanceof FederationError) return error
    throw error
  }
}

function expectRefusal(json: unknown, code: string, message: string): void {
  expect(refusal(json)).toMatchObject({ code, message: expect.stringContaining(message), where: { url } })
}

function changed(path: Path, value: unknown): unknown {
  return withValue(realisticManifest(), path, value)
}

/** A copy of `json` with another value at the path, as JSON.parse would make it: `__proto__` is a key like others. */
function withValue(json: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value
  if (Array.isArray(json)) return json.map((item, i) => (i === key ? withValue(item, rest, value) : item))
  const entries = new Map(typeof json === 'object' && json !== null ? Object.entries(json) : [])
  return Object.fromEntries(entries.set(String(key), withValue(entries.get(String(key)), rest, value)))
}

function valueAt(json: unknown, path: Path): unknown {
  return path.reduce((value, key) => (value as Record<string, unknown>)[key], json)
}

function allPaths(json: unknown, path: Path = []): Path[] {
  if (typeof json !== 'object' || json === null) return [path]
  const keys = Array.isArray(json) ? [...json.keys()] : Object.keys(json)
  return [path, ...keys.flatMap(key => allPaths((json as Record<string, unknown>)[key], [...path, key]))]
}

function deepFreeze<T>(json: T): T {
  if (typeof json === 'object' && json !== null) Object.values(Object.freeze(json)).forEach(deepFreeze)
  return json
}
