import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { launchChromium } from '../../testing/launch-chromium.js'
import { startStaticServer } from '../static-server/static-server.js'
import { root } from '../testing/build-once.js'
import { finish, runFedmap, startFedmap } from '../testing/run-fedmap.js'

/** Begins a project in a folder of its own, and builds it, with nothing done by hand. */
async function begin(what: 'host' | 'remote', name: string): Promise<string> {
  const cwd = await mkdtemp(join(tmpdir(), 'fedmap-begin-'))
  await mkdir(join(cwd, 'node_modules'))
  await symlink(root, join(cwd, 'node_modules/fedmap'))
  await writeFile(join(cwd, 'package.json'), JSON.stringify({ name, version: '1.0.0' }))
  expect((await runFedmap(['init', what, '--bundler', 'rollup'], { cwd })).code).toBe(0)
  return cwd
}

const build = (cwd: string) => execFileSync(join(root, 'node_modules/.bin/rollup'), ['-c'], { cwd, stdio: 'pipe' })

test('what `fedmap init` begins runs at once: a host, and a remote that it shows as its comment says', {
  timeout: 240_000,
}, async () => {
  const [host, remote] = [await begin('host', '@my/page'), await begin('remote', 'my-remote')]
  const main = join(host, 'src/main.js')
  const comment = (await readFile(main, 'utf8')).replace(/^\/\/ {3}/gm, '')
  await writeFile(main, comment)
  const config = join(host, 'rollup.config.mjs')
  await writeFile(config, (await readFile(config, 'utf8')).replace('shared:', "remotes: ['my-remote'], shared:"))
  build(host)
  build(remote)

  const cdn = await startStaticServer({ root: join(remote, 'dist') })
  const serving = startFedmap(['serve', '.', '--loader', '--json'], { cwd: host })
  const { origin } = JSON.parse(
    await new Promise(printed => serving.stdout?.once('data', data => printed(String(data)))),
  )
  const entries = ['@my/page', `${origin}/dist/federation.json`, 'my-remote', `${cdn.origin}/federation.json`]
  expect(await runFedmap(['deploy', ...entries], { cwd: host })).toMatchObject({ code: 0 })

  const browser = await launchChromium()
  const page = await browser.newPage()
  await page.goto(origin)
  await page.getByText('Hello from @my/pageHello from my-remote').waitFor({ timeout: 60_000 })
  await browser.close()
  const finished = finish(serving)
  serving.kill('SIGTERM')
  await finished
  await cdn.close()
  for (const folder of [host, remote]) await rm(folder, { recursive: true })
})
