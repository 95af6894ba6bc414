import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, vi } from 'vitest'
import { findPackage, forgetPackages } from '../packages/find-package.js'

/** Where the projects of a test file lie: outside of the repository, so that they see no package but their own. */
const projects = realpathSync(mkdtempSync(join(tmpdir(), 'fedmap-projects-')))
// As in a workspace: what is built for one project is cached for all.
writeFileSync(join(projects, 'package-lock.json'), '{}')
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }) // Builds, on a machine that may be busy.
afterAll(() => rmSync(projects, { recursive: true, force: true }))

const fixtures = join(dirname(fileURLToPath(import.meta.url)), '../fixtures')

export interface ProjectParts {
  /** The package.json; `name` and `version` are filled in. */
  readonly packageJson?: Record<string, unknown>
  /** Path → content. */
  readonly files?: Readonly<Record<string, string>>
  /** Fixture workspace → the packages to copy from what is installed for it, with all that they depend on. */
  readonly install?: Readonly<Record<string, readonly string[]>>
  /** Packages to write by hand: path below node_modules → path in the package → content. */
  readonly packages?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Package → the folder of the project that it is linked to, as workspaces are. */
  readonly links?: Readonly<Record<string, string>>
  /** Packages of the repository's own to link: bundlers and compilers. */
  readonly tools?: readonly string[]
}

/** Writes a project to a folder of its own, and returns the folder. */
export function createProject(parts: ProjectParts): string {
  const { packageJson = {}, files = {}, install = {}, packages = {}, links = {}, tools = [] } = parts
  const root = mkdtempSync(join(projects, 'project-'))
  const base = { name: '@mall/cart', version: '1.4.2', type: 'module', private: true }
  writeFiles(root, { 'package.json': JSON.stringify({ ...base, ...packageJson }), ...files })
  mkdirSync(join(root, 'node_modules'), { recursive: true })
  for (const [workspace, names] of Object.entries(install)) {
    for (const name of names) installPackage(name, join(fixtures, workspace), root)
  }
  for (const [path, contents] of Object.entries(packages)) writeFiles(join(root, 'node_modules', path), contents)
  const toolFolders = tools.map(name => [name, findPackage(name, fixtures)!.root] as const)
  for (const [name, folder] of [...Object.entries(links), ...toolFolders]) {
    const link = join(root, 'node_modules', name)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(resolve(root, folder), link, 'junction')
  }
  return root
}

export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
}

/** Replaces a piece of a project's file, which has to be there. */
export function edit(root: string, path: string, from: string, to: string): void {
  const file = join(root, path)
  const text = readFileSync(file, 'utf8')
  if (!text.includes(from)) throw new Error(`${path} has no ${from}`)
  writeFileSync(file, text.replace(from, to))
}

/** Copies a package as `from` sees it, next to its dependants where the project's root has another version of it. */
function installPackage(name: string, from: string, into: string, root = into): void {
  forgetPackages()
  const found = findPackage(name, from)
  if (!found) throw new Error(`${name} is not installed for ${from}; run npm install.`)
  const present = findPackage(name, into)
  if (present?.version === found.version) return
  const target = join(existsSync(join(root, 'node_modules', name)) ? into : root, 'node_modules', name)
  cpSync(found.root, target, {
    recursive: true,
    filter: source => !source.slice(found.root.length).includes('node_modules'),
  })
  for (const dependency of Object.keys(found.packageJson.dependencies ?? {})) {
    installPackage(dependency, found.root, target, root)
  }
}
