import { readFile, rm, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { describe, expect, test } from 'vitest'
import { deployTwice } from '../testing/deploy-twice.js'
import { versionOf } from '../testing/open-mall.js'
import { runWarm } from '../testing/run-warm.js'
import { useMall } from '../testing/use-mall.js'

const mall = useMall(deployTwice)

const cart = () => versionOf('cart', mall)
const numbersOf = (history: readonly { readonly revision: number }[]) => history.map(({ revision }) => revision)

describe('fedmap history', () => {
  test('lists what was in force, the latest first', async () => {
    const { revision, edits, history } = await mall.report('history')
    expect([revision, edits]).toEqual([3, []])
    expect(history).toMatchObject([
      { revision: 3, parent: 2, action: 'deploy', message: 'react 19', changes: [{ name: 'cart' }] },
      { revision: 2, parent: 1, action: 'deploy', by: 'ada', changes: [{ name: 'cart' }] },
      { revision: 1, parent: 0, action: 'edit', changes: [] },
    ])
    expect((await mall.report('history', '--limit', '1')).history).toEqual([history[0]])
  })

  test('tells what was edited by hand since, and the next deploy makes a revision of it', async () => {
    const map = await mall.readMap()
    await mall.writeMap({ ...map, imports: { ...map.imports, moment: 'https://cdn.example/moment.js' } })
    expect((await mall.report('history')).edits).toMatchObject([{ name: 'moment' }])
    await mall.fedmap('deploy', '--no-files', 'cart', mall.urlOf('cart/1.0.0'))
    expect((await mall.report('history')).history.slice(0, 2)).toMatchObject([
      { revision: 5, action: 'deploy', changes: [{ name: 'cart' }] },
      { revision: 4, action: 'edit', changes: [{ name: 'moment' }] },
    ])
  })

  test.each([
    ['is no JSON any more', '{"imports": {', true],
    ['has lost its number', '{"imports": {}}', false],
  ])('lists what there was where the map %s', async (_case, text, isDamaged) => {
    await writeFile(mall.map, text)
    const { code, history, ...rest } = await mall.report('history')
    expect([code, rest.isDamaged, history.length]).toEqual([0, isDamaged, 3])
    expect((await mall.fedmap('history')).stdout.includes('no JSON object')).toBe(isDamaged)
    expect((await mall.fedmap('rollback')).code).toBe(0)
    expect(await cart()).toBe('2.0.0')
  })

  test('lists what there is where old entries were moved away, and says which one is not there', async () => {
    await rm(`${mall.folder}/.importmap/history/00000001.json`)
    const { code, history, missing } = await mall.report('history')
    expect([code, numbersOf(history)]).toEqual([0, [3, 2]])
    expect(missing).toMatchObject({ code: 'FED-616', message: expect.stringContaining('1 is not in the history') })
    expect(await mall.fedmap('history')).toMatchObject({ code: 0, stdout: expect.stringContaining('FED-616') })
    expect((await mall.report('history', '-n', '1')).missing).toBeNull()
  })

  test('goes on after the highest number where the map has lost its own', async () => {
    await writeFile(mall.map, '{"imports": {}}')
    await mall.fedmap('deploy', '--no-files', 'cart', mall.urlOf('cart/1.0.0'))
    const { history } = await mall.report('history')
    expect(numbersOf(history)).toEqual([5, 4, 3, 2, 1])
  })

  const noJob = { FEDMAP_BY: '', GITHUB_ACTOR: '', GITLAB_USER_LOGIN: '', BUILD_REQUESTEDFOR: '' }
  test.each([
    ['--by', { FEDMAP_BY: 'bob' }, ['--by', 'ada'], 'ada'],
    ['FEDMAP_BY', { FEDMAP_BY: 'bob', GITHUB_ACTOR: 'octocat' }, [], 'bob'],
    ['the CI of GitHub', { GITHUB_ACTOR: 'octocat' }, [], 'octocat'],
    ['the CI of GitLab', { GITLAB_USER_LOGIN: 'tanuki' }, [], 'tanuki'],
    ['the CI of Azure', { BUILD_REQUESTEDFOR: 'Ada Lovelace' }, [], 'Ada Lovelace'],
    ['the machine', {}, [], userInfo().username],
  ])('says who did it, by the word of %s', async (_case, env, args, by) => {
    const deploy = ['deploy', '--no-files', ...args, 'cart', mall.urlOf('cart/1.0.0')]
    await runWarm(deploy, { cwd: mall.folder, env: { ...noJob, ...env } })
    expect((await mall.report('history', '--limit', '1')).history).toMatchObject([{ by }])
  })

  test('tells of variants too', async () => {
    await mall.fedmap('canary', 'next', 'cart', mall.urlOf('cart/1.0.0'), '--percent', '5')
    await mall.fedmap('canary', 'next', '--stop')
    const { history } = await mall.report('history', '--limit', '2')
    expect(history).toMatchObject([
      { action: 'canary', changes: [{ name: 'variant next', from: { percent: 5 } }] },
      { action: 'canary', changes: [{ name: 'variant next', to: { percent: 5 } }] },
    ])
  })

  test('does not list a deploy that never came into force', async () => {
    const entry = `${mall.folder}/.importmap/history/00000003.json`
    await writeFile(
      `${mall.folder}/.importmap/history/00000004.json`,
      (await readFile(entry, 'utf8')).replaceAll('"revision": 3', '"revision": 4'),
    )
    await mall.fedmap('deploy', 'cart', mall.urlOf('cart/1.0.0'))
    const { history } = await mall.report('history')
    expect(numbersOf(history)).toEqual([5, 3, 2, 1])
  })
})
