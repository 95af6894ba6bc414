import { readdir, readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { parseJson } from '../map/parse-json.js'
import { findLinked } from './find-linked.js'
import { configPaths, managerOf, type Project, pagePaths } from './project.js'

type PackageJson = Project['packageJson']

interface Folder {
  readonly files: readonly string[]
  readonly packageJson: PackageJson
}

/** Reads what matters of the project in the current folder, and of the folders around it. */
export async function readProject(): Promise<Project> {
  const files = await readdir('.')
  const sources = await readdir('src').catch(() => [])
  const pages = await readdir('public').catch(() => [])
  const paths = [...files, ...sources.map(name => `src/${name}`), ...pages.map(name => `public/${name}`)]
  const read = paths.filter(path => pagePaths.test(path) || configPaths.test(path))
  const packageJson = await readPackage('.', files)
  const around = await readFolders(dirname(resolve()))
  return {
    packageJson,
    around: around.flatMap(({ packageJson: { dependencies, devDependencies } }) =>
      Object.keys({ ...dependencies, ...devDependencies }),
    ),
    linked: await findLinked(packageJson.dependencies),
    manager: findManager([{ files, packageJson }, ...around]),
    files: paths,
    texts: Object.fromEntries(await Promise.all(read.map(async path => [path, await readFile(path, 'utf8')] as const))),
  }
}

/** A folder and those around it: node_modules are looked up there too. */
async function readFolders(folder: string): Promise<readonly Folder[]> {
  const files = await readdir(folder).catch((): string[] => [])
  const packageJson = await readPackage(folder, files).catch((): PackageJson => ({}))
  const parent = dirname(folder)
  return [{ files, packageJson }, ...(parent === folder ? [] : await readFolders(parent))]
}

async function readPackage(folder: string, files: readonly string[]): Promise<PackageJson> {
  if (!files.includes('package.json')) return {}
  return parseJson(await readFile(join(folder, 'package.json'), 'utf8')) as PackageJson
}

/** Of the project, or of the repository that it is in. */
function findManager(folders: readonly Folder[]): Project['manager'] {
  const top = folders.findIndex(({ files }) => files.includes('.git'))
  const repository = top < 0 ? folders : folders.slice(0, top + 1)
  const managers = repository.flatMap(({ files, packageJson }) => managerOf(files, packageJson.packageManager) ?? [])
  return managers[0] ?? 'npm'
}
