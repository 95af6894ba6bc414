import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { initSync, parse } from 'cjs-module-lexer'

/**
 * The names that CommonJS files export, without `default` and `__esModule`, sorted. No one method finds them all: the
 * lexer sees none in UMD files and follows only one of several re-exports, running the file fails where it needs a
 * browser. So both are asked, in one child process for all files, for development and production, and the union is taken.
 */
export async function listExportNames(files: readonly string[]): Promise<Map<string, readonly string[]>> {
  if (files.length === 0) return new Map()
  const executed = await executeInChild(files)
  return new Map(
    files.map(file => {
      const names = new Set([...lexExports(file), ...(executed[file] ?? [])])
      names.delete('default')
      names.delete('__esModule')
      return [file, [...names].sort()]
    }),
  )
}

function lexExports(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return []
  seen.add(file)
  try {
    initSync()
    const { exports, reexports } = parse(readFileSync(file, 'utf8'))
    return [...exports, ...reexports.flatMap(target => lexExports(createRequire(file).resolve(target), seen))]
  } catch {
    return [] // No CommonJS that the lexer can read, or a re-export of what is not installed: executing it may tell.
  }
}

async function executeInChild(files: readonly string[]): Promise<Record<string, string[]>> {
  const script = `(${printExportNames})(${JSON.stringify(files)})`
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['-C', 'browser', '-e', script], {
      timeout: 30_000,
      maxBuffer: 64 * 1024 * 1024,
    })
    return JSON.parse(stdout.slice(stdout.lastIndexOf('\n') + 1))
  } catch {
    return {} // A package that ends or hangs its process: the lexer's names have to do.
  }
}

/** Runs in the child, as text: it may use nothing but its argument and Node's globals. */
function printExportNames(files: readonly string[]): void {
  const names: Record<string, string[]> = {}
  for (const environment of ['development', 'production']) {
    process.env.NODE_ENV = environment
    for (const cached of Object.keys(require.cache)) delete require.cache[cached]
    for (const file of files) {
      try {
        const exported = require(file)
        const isObject = (typeof exported === 'object' && exported !== null) || typeof exported === 'function'
        names[file] = [...(names[file] ?? []), ...(isObject ? Object.keys(exported) : [])]
      } catch {
        // It needs a browser.
      }
    }
  }
  process.stdout.write(`\n${JSON.stringify(names)}`, () => process.exit(0))
}
