import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../testing/build-once.js'
import { openMall } from '../testing/open-mall.js'
import { finish, runFedmap } from '../testing/run-fedmap.js'

const hasTerminal = spawnSync('script', ['--version']).status === 0

test.skipIf(!hasTerminal)(
  'in a terminal there are colours, and progress of what takes longer than a second; in a pipe neither',
  {
    timeout: 120_000,
  },
  async () => {
    // Answers when the command has had its second, and then some.
    const slow = await openMall((request, _response, serve) => {
      if (request.url?.includes('cart/1.1.0/federation.json')) setTimeout(serve, 1_500)
      else serve()
    })
    const args = ['plan', 'cart', slow.urlOf('cart/1.1.0')]
    const inPipe = await runFedmap(args, { cwd: slow.folder })
    expect([inPipe.code, inPipe.stderr]).toEqual([0, ''])
    expect(inPipe.stdout).not.toContain('\x1b')

    const command = [process.execPath, join(root, 'dist/deploy/cli.js'), ...args].join(' ')
    const env = { ...process.env, TERM: 'xterm', NO_COLOR: '', FORCE_COLOR: '', FEDMAP_STORE: '' }
    const { code, stdout } = await finish(spawn('script', ['-qec', command, '/dev/null'], { cwd: slow.folder, env }))
    expect(code).toBe(0)
    expect(stdout).toContain('fetching the manifest of cart')
    expect(stdout).toContain('\x1b[32mThis breaks nothing.')
    // The line is taken away before the result is printed.
    expect(stdout.lastIndexOf('\r\x1b[2K')).toBeLessThan(stdout.indexOf('Entries'))
    await slow.close()
  },
)
