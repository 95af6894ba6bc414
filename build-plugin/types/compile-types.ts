import { execFile } from 'node:child_process'
import { existsSync, realpathSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, parse, resolve } from 'node:path'
import { FederationError } from '../../core/index.js'
import type { Settings } from '../options/federation-options.js'
import { findPackage } from '../packages/find-package.js'
import { toSlashes } from '../to-slashes.js'

/** What a compiler made of a project's sources. */
export interface CompiledTypes {
  /** The declarations, each by the path that it would have beside its source: `/shop/cart/src/widget.d.ts`. */
  readonly declarations: ReadonlyMap<string, string>
  /** What the compiler printed, where it is not content. */
  readonly complaints: string
}

/** In the order of preference: what is there for Vue compiles all the rest too. */
const compilers = ['vue-tsc', 'typescript'] as const

/** Whatever the project's configuration says of what to write and where. */
const options = {
  declaration: 'true',
  emitDeclarationOnly: 'true',
  noEmit: 'false',
  noEmitOnError: 'false',
  composite: 'false',
  incremental: 'false',
  tsBuildInfoFile: 'null',
  declarationMap: 'false',
  declarationDir: 'null',
  skipLibCheck: 'true',
  pretty: 'false',
}

/**
 * Compiles the project's declarations with its own TypeScript, as its configuration says, in a process of its own. Type
 * errors are complaints: there are declarations all the same.
 *
 * @param sources what to compile besides what the configuration includes
 * @throws FED-518 where there is no compiler or no configuration
 */
export async function compileTypes(settings: Settings, sources?: readonly string[]): Promise<CompiledTypes> {
  const [compiler, tsconfig] = [findTypesCompiler(settings), findTsconfig(settings)]
  const output = await mkdtemp(join(tmpdir(), 'fedmap-types-'))
  try {
    // With the root of all folders as theirs, sources may lie anywhere: the other packages of a workspace too.
    const project = realpathSync(settings.root)
    const { root } = parse(project)
    const flags = Object.entries({ ...options, rootDir: root, outDir: output }).flatMap(([key, value]) => [
      `--${key}`,
      value,
    ])
    const config = sources ? join(output, 'tsconfig.json') : tsconfig
    if (sources) {
      const parts = { extends: tsconfig, files: sources, compilerOptions: { allowJs: true } }
      await writeFile(config, JSON.stringify(parts))
    }
    const complaints = await run([compiler, '-p', config, ...flags], project)
    const names = (await readdir(output, { recursive: true })).filter(name => /\.d\.[mc]?ts$/.test(name)).sort()
    const texts = await Promise.all(names.map(name => readFile(join(output, name), 'utf8')))
    return { declarations: new Map(names.map((name, i) => [toSlashes(root + name), texts[i]!])), complaints }
  } finally {
    await rm(output, { recursive: true, force: true })
  }
}

/** The script of the compiler that the project has. */
function findTypesCompiler({ name, root }: Settings): string {
  for (const compiler of compilers) {
    const found = findPackage(compiler, root)
    const { bin } = found?.packageJson ?? {}
    const script = typeof bin === 'string' ? bin : (bin?.['vue-tsc'] ?? bin?.tsc)
    if (found && script) return join(found.root, script)
  }
  throw noTypes(name, `there is no TypeScript (looked from ${root} upwards). Install it, or take \`types\` out.`)
}

/** A project that Vite began has its options in tsconfig.app.json, and a tsconfig.json that only refers to it. */
function findTsconfig({ name, root, types }: Settings): string {
  const names = typeof types === 'string' ? [types] : ['tsconfig.app.json', 'tsconfig.json']
  const found = names.map(file => resolve(root, file)).find(file => existsSync(file))
  if (found) return found
  const detail = `${root} has no ${names.join(' and no ')}. Write one, or name another: types: 'tsconfig.build.json'.`
  throw noTypes(name, detail)
}

function noTypes(remote: string, detail: string): FederationError {
  return new FederationError('FED-518', `for ${remote}: ${detail}`, { remote })
}

/** @returns what it printed, where it failed */
function run(args: readonly string[], cwd: string): Promise<string> {
  return new Promise(done => {
    execFile(process.execPath, args, { cwd, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      done(error ? `${stdout}${stderr}`.trim() || error.message : '')
    })
  })
}
