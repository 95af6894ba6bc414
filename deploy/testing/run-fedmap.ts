import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildOnce, root } from './build-once.js'

export interface Finished {
  /** null: killed. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
}

/** Runs the real command as a process of its own, to its end. */
export async function runFedmap(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return finish(startFedmap(args, options))
}

/** Starts the real command; whoever starts one that does not end by itself kills it. */
export function startFedmap(args: readonly string[], { cwd, env }: RunOptions = {}): ChildProcess {
  buildOnce()
  return spawn(process.execPath, [join(root, 'dist/deploy/cli.js'), ...args], {
    cwd,
    env: testEnv(env),
  })
}

/** The environment of a command: this one, less what would change what it prints or where it looks. */
export function testEnv(env: RunOptions['env']) {
  return { ...process.env, FORCE_COLOR: '', NO_COLOR: '', FEDMAP_STORE: '', ...env }
}

export interface ScriptOptions {
  /** A script of this folder that runs before it in the same process. */
  readonly preload?: string
  readonly env?: Readonly<Record<string, string>>
  /** Shell commands around it, `"$@"` being the script. */
  readonly shell?: readonly string[]
  /** With `shell`: where mounts are of this process alone. */
  readonly isolated?: boolean
}

/** Starts one of the scripts of this folder as a process. */
export function startScript(name: string, args: readonly string[], options: ScriptOptions = {}): ChildProcess {
  buildOnce()
  const { preload, env, shell, isolated } = options
  const imports = preload ? ['--import', join(import.meta.dirname, preload)] : []
  const script = [process.execPath, ...imports, join(import.meta.dirname, name), ...args]
  const inShell = shell ? ['sh', '-c', shell.join('\n'), 'sh', ...script] : script
  const [command = '', ...rest] = isolated ? ['unshare', '-rm', ...inShell] : inShell
  return spawn(command, rest, { env: { ...process.env, ...env } })
}

/** Waits for a process to end, with all that it printed. */
export function finish(child: ChildProcess): Promise<Finished> {
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', chunk => {
    stdout += chunk
  })
  child.stderr?.on('data', chunk => {
    stderr += chunk
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', code => resolve({ code, stdout, stderr }))
  })
}
