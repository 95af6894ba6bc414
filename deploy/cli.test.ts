import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from './testing/build-once.js'
import { openMall } from './testing/open-mall.js'
import { finish, runFedmap, startFedmap } from './testing/run-fedmap.js'
import { runWarm } from './testing/run-warm.js'

/** The names of all commands, as the help lists them. */
async function listCommands(): Promise<readonly string[]> {
  const { stdout } = await runFedmap(['--help'])
  const list = stdout.slice(stdout.indexOf('Commands:'), stdout.indexOf('Exit codes:'))
  return [...list.matchAll(/^ {2}([a-z]+)/gm)].flatMap(([, name]) => (name && name !== 'help' ? [name] : []))
}

describe('fedmap', () => {
  test('tells its version', async () => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    expect(await runFedmap(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
  })

  test('shows its help where nothing is asked of it', async () => {
    const { code, stderr } = await runFedmap([])
    expect([code, stderr]).toEqual([2, expect.stringContaining('Commands:')])
  })

  test('offers a command for one that is misspelt', async () => {
    const { code, stderr } = await runFedmap(['depoly'])
    expect([code, stderr]).toEqual([2, expect.stringContaining('Did you mean deploy?')])
  })

  test.each([
    [['depoly', '--json'], 'Did you mean deploy?'],
    [['--json'], '--json'],
    [['diff', 'x', '--json'], 'whole number'],
    [['serve', '--port', 'x', '--json'], '65535'],
    [
      ['plan', 'a', 'b', '--compose', '--no-compose', '--json'],
      "'--compose' cannot be used with option '--no-compose'",
    ],
    [
      ['deploy', 'a', 'b', '--no-compose', '--compose', '--json'],
      "'--compose' cannot be used with option '--no-compose'",
    ],
    [['promote', 'a', '--compose', '--no-compose', '--json'], "'--compose' cannot be used with option '--no-compose'"],
    [['rollback', 'a', '--compose', '--no-compose', '--json'], "'--compose' cannot be used with option '--no-compose'"],
    [['rollback', '--no-compose', '--json'], 'as it was composed then'],
    [['rollback', '--compose', '--json'], 'as it was composed then'],
  ])('prints one JSON document where it is not understood: %j', async (args, why) => {
    const { code, stdout, stderr } = await runWarm(args)
    const { error } = JSON.parse(stdout)
    expect([code, error.code, stderr]).toEqual([2, 'FED-628', ''])
    expect(error.message).toContain(why)
  })

  test('has a manual for each command: a description, examples, --json, exit codes; docs/deploy.md has them all', async () => {
    const docs = await readFile(join(root, 'docs/deploy.md'), 'utf8')
    const commands = await listCommands()
    expect(commands.length).toBeGreaterThan(8)
    const helps = await Promise.all(commands.map(name => runWarm([name, '--help'])))
    for (const [at, name] of commands.entries()) {
      const { code, stdout } = helps[at]!
      expect(code).toBe(0)
      for (const part of [`Usage: fedmap ${name}`, `$ fedmap ${name}`, '--json', 'Exit codes:'])
        expect(stdout).toContain(part)
      expect(docs).toContain(`fedmap ${name}`)
    }
    const helpText = helps.map(({ stdout }) => stdout).join('\n')
    const ofFedmap = docs.replace(/^aws (?:.*\\\n)*.*$/gm, '')
    const options = ofFedmap.match(/(?<=[\s`(])--[a-z][a-z-]*/g) ?? []
    expect(options.length).toBeGreaterThan(10)
    expect(options.filter(option => !helpText.includes(`${option} `) && !helpText.includes(`${option}\n`))).toEqual([])
  })

  test.each(['--help', 'history --json'])('ends as it would have where nobody reads %s to its end', async command => {
    const mall = await openMall()
    for (const version of ['1.1.0', '2.0.0']) {
      await mall.fedmap('deploy', 'cart', mall.urlOf(`cart/${version}`), '--no-files', '-m', 'x'.repeat(100_000))
    }
    const child = startFedmap(command.split(' '), { cwd: mall.folder })
    child.stdout?.destroy()
    const { code, stderr } = await finish(child)
    expect([code, stderr]).toEqual([0, ''])
    await mall.close()
  })

  test('what others wrote cannot steer the terminal', async () => {
    const mall = await openMall()
    const message = 'red \x1b[31m, clear \x1b[2J, title \x1b]0;x\x07, \x9b2J, back\r, \u202ereversed'
    await mall.fedmap('deploy', 'cart', mall.urlOf('cart/1.1.0'), '--no-files', '-m', message)
    const { stdout } = await runFedmap(['history'], { cwd: mall.folder })
    expect(stdout).toContain(
      'red \x1b[31m, clear \\u001b[2J, title \\u001b]0;x\\u0007, \\u009b2J, back\\u000d, \\u202ereversed\n',
    )
    const report = await runFedmap(['history', '--json'], { cwd: mall.folder })
    expect(JSON.parse(report.stdout).history[0].message).toBe(message)
    expect(report.stdout).not.toMatch(/[\p{Cc}\p{Bidi_C}](?<!\n)/u)
    await mall.close()
  })

  test.each([
    ['no colours in a pipe', {}, false],
    ['colours where they are asked for', { FORCE_COLOR: '1' }, true],
    ['none where none are wanted', { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
  ])('prints %s', async (_case, env, isColoured) => {
    const { stderr } = await runFedmap(['history', '--store', 'nothing.json'], { env })
    expect(stderr.includes('\x1b[')).toBe(isColoured)
  })
})
