import { type ChildProcess, spawn } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { stripVTControlCharacters } from 'node:util'

const repo = fileURLToPath(new URL('../../', import.meta.url))
const places = join(repo, 'e2e/.workspaces')

/** A copy of a remote's workspace, to be edited. */
export interface WorkspaceCopy {
  readonly folder: string
  /** Changes a file as an editor does: what it replaces must be there. */
  edit(path: string, from: string, to: string): Promise<void>
  /** Starts a program of the repo's packages in the folder: `run('vite/bin/vite.js', '--port', '9001')`. */
  run(program: string, ...options: string[]): Run
  /** Ends what was started, and removes the copy. */
  close(): Promise<void>
}

export interface Run {
  /** Waits until the program has printed this; fails where it ends before. */
  printed(text: string): Promise<void>
}

/** Copies a workspace of the demo, less what is built, with more files in it. */
export async function copyWorkspace(name: string, files: Readonly<Record<string, string>>): Promise<WorkspaceCopy> {
  const original = join(repo, 'demo', name)
  await mkdir(places, { recursive: true })
  const folder = await mkdtemp(join(places, `${name}-`))
  await cp(original, folder, {
    recursive: true,
    filter: source => !['node_modules', 'dist'].includes(basename(source)),
  })
  await symlink(join(original, 'node_modules'), join(folder, 'node_modules'), 'junction')
  for (const [path, content] of Object.entries(files)) await writeFile(join(folder, path), content)
  const processes: ChildProcess[] = []
  return {
    folder,
    async edit(path, from, to) {
      const file = join(folder, path)
      const text = await readFile(file, 'utf8')
      if (!text.includes(from)) throw Error(`${path} has no ${from}`)
      await writeFile(file, text.replace(from, to))
    },
    run(program, ...options) {
      const { NODE_ENV: _, ...env } = process.env // That of the tests is none of a developer's.
      const started = spawn(process.execPath, [join(repo, 'node_modules', program), ...options], { cwd: folder, env })
      processes.push(started)
      let output = ''
      for (const stream of [started.stdout, started.stderr])
        stream.on('data', data => (output += stripVTControlCharacters(String(data))))
      return {
        printed: text =>
          new Promise((found, fail) => {
            const look = () => output.includes(text) && found()
            started.once('exit', code => fail(Error(`${program} ended with ${code}.\n${output}`)))
            for (const stream of [started.stdout, started.stderr]) stream.on('data', look)
            look()
          }),
      }
    },
    async close() {
      await Promise.all(
        processes.map(async started => {
          if (started.exitCode !== null || !started.kill()) return
          await new Promise(ended => started.once('exit', ended))
        }),
      )
      await rm(folder, { recursive: true, force: true })
    },
  }
}
