import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const demo = fileURLToPath(new URL('.', import.meta.url))
const rollup = fileURLToPath(import.meta.resolve('rollup/dist/bin/rollup'))

/** What every build depends on: the packages that are installed, and fedmap itself. */
const foundation = ['../package-lock.json', '../dist/core', '../dist/build-plugin', 'tsconfig.base.json'].map(path =>
  join(demo, path),
)

/**
 * Builds every remote of the mall, each in its own workspace with its own `rollup -c`, and puts what came out where a
 * deploy would: `.deployed/<remote>/<version>/`. What is up to date is left alone.
 *
 * @param {(line: string) => void} [report] is told of each remote, in a line
 */
export async function buildMall(report = () => {}) {
  const waiting = await findWorkspaces()
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) report(await buildAndDeploy(next))
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
}

async function findWorkspaces() {
  const entries = await readdir(demo, { recursive: true, withFileTypes: true })
  const configs = entries.filter(
    ({ name, parentPath }) => name === 'rollup.config.mjs' && !parentPath.includes('node_modules'),
  )
  return configs.map(({ parentPath }) => parentPath).sort()
}

/** @param {string} workspace */
async function buildAndDeploy(workspace) {
  const stampFile = join(workspace, 'dist', '.built-from')
  const stamp = await hashFiles([...foundation, ...sourcesOf(workspace)])
  const isUpToDate = (await readFile(stampFile, 'utf8').catch(() => '')) === stamp
  const started = performance.now()
  if (!isUpToDate) await build(workspace)

  const { name, version } = JSON.parse(await readFile(join(workspace, 'dist', 'federation.json'), 'utf8'))
  const place = join(demo, '.deployed', name.replace('@mall/', ''), version)
  if (!isUpToDate || !(await hasManifest(place))) await deploy(join(workspace, 'dist'), place)
  if (!isUpToDate) await writeFile(stampFile, stamp)
  const how = isUpToDate ? 'up to date' : `built in ${((performance.now() - started) / 1000).toFixed(1)} s`
  return `${name.padEnd(14)} ${version.padEnd(7)} ${how}`
}

/** @param {string} workspace */
function sourcesOf(workspace) {
  // The next cart is written upon the present one's code.
  return workspace.endsWith('cart-next') ? [workspace, join(demo, 'cart')] : [workspace]
}

/** @param {string} workspace */
async function build(workspace) {
  await rm(join(workspace, 'dist'), { recursive: true, force: true })
  try {
    await promisify(execFile)(process.execPath, [rollup, '-c', '--failAfterWarnings'], { cwd: workspace })
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? error.stderr : error
    throw new Error(`${workspace} does not build.\n${output}`)
  }
}

/**
 * @param {string} from
 * @param {string} place
 */
async function deploy(from, place) {
  await rm(place, { recursive: true, force: true })
  await cp(from, place, { recursive: true })
}

/** @param {string} place */
function hasManifest(place) {
  return readFile(join(place, 'federation.json')).then(
    () => true,
    () => false,
  )
}

/**
 * One hash over the paths and contents of all files below.
 *
 * @param {readonly string[]} paths
 */
async function hashFiles(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    for (const file of await listFiles(path)) hash.update(file).update(await readFile(file))
  }
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {Promise<string[]>}
 */
async function listFiles(path) {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined)
  if (entries === undefined) return [path]
  const names = entries.map(({ name }) => name).filter(name => !isOutput(name))
  return (await Promise.all(names.sort().map(name => listFiles(join(path, name))))).flat()
}

/** @param {string} name */
function isOutput(name) {
  return name === 'dist' || name === 'node_modules' || name.endsWith('.map') || name.endsWith('.tsbuildinfo')
}
