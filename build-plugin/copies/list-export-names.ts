import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { promisify } from 'node:util'
import { initSync, parse } from 'cjs-module-lexer'
import { pretendBrowser } from './pretend-browser.js'

/**
 * The names that CommonJS files export, without `default` and `__esModule`, sorted. No one method finds them all: the
 * lexer sees none in UMD files and follows only one of several re-exports, running the file fails where it needs more
 * of a browser than can be pretended. So both are asked, and the union is taken. All files are run in one child process as it
 * is and in one that passes for a browser, each for development and production.
 */
export async function listExportNames(files: readonly string[]): Promise<Map<string, readonly string[]>> {
  if (files.length === 0) return new Map()
  const executed = await Promise.all([executeInChild(files), executeInChild(files, pretendBrowser)])
  return new Map(
    files.map(file => {
      const names = new Set([...lexExports(file), ...executed.flatMap(names => names[file] ?? [])])
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

/**
 * The names by file; none of a file that throws.
 *
 * @param prepare called once; what it returns is called before each file
 */
async function executeInChild(files: readonly string[], prepare = () => () => {}): Promise<Record<string, string[]>> {
  const script = `(${printExportNames})(${JSON.stringify(files)}, (${prepare})())`
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

/** Runs in the child, as text: it may use nothing but its arguments and Node's globals. */
function printExportNames(files: readonly string[], beforeEach: () => void): void {
  const names: Record<string, string[]> = {}
  for (const environment of ['development', 'production']) {
    process.env.NODE_ENV = environment
    for (const cached of Object.keys(require.cache)) delete require.cache[cached]
    for (const file of files) {
      try {
        beforeEach()
        const exported = require(file)
        const isObject = (typeof exported === 'object' && exported !== null) || typeof exported === 'function'
        for (const name of isObject ? Object.keys(exported) : []) {
          try {
            exported[name]
            names[file] = [...(names[file] ?? []), name]
          } catch {
            // No name of the entry, which reads all of them.
          }
        }
      } catch {
        // It may need a browser.
      }
    }
  }
  process.stdout.write(`\n${JSON.stringify(names)}`, () => process.exit(0))
}
