import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Mall, openMall } from '../testing/open-mall.js'

let mall: Mall
let served: string
beforeEach(async () => {
  mall = await openMall((request, response, serve) => {
    const [, refused] = /^\/(401|403|500)\//.exec(request.url ?? '') ?? []
    if (refused === undefined) return serve()
    response.writeHead(Number(refused)).end()
  })
  served = `${mall.server.origin}/importmap.json`
  const imports = { cart: './cart/1.0.0/federation.json', catalog: '/catalog/1.0.0/federation.json' }
  await writeFile(join(mall.folder, 'cdn/importmap.json'), JSON.stringify({ imports }))
})
afterEach(() => mall.close())

describe('a map at its URL', () => {
  test.each([
    [['explain', 'react', 'cart'], /^cart runs on react/],
    [['check'], /all is well/],
    [['suggest'], /./],
    [['plan', 'catalog', '/catalog/2.0.0/federation.json'], /catalog/],
  ])('is read by fedmap %s, its relative addresses too', async (args, text) => {
    expect(await mall.fedmap(...args, '--store', served)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(text),
      stderr: '',
    })
  })

  test.each([
    ['gone', '/no/importmap.json', 'FED-610'],
    ['behind a login', '/401/importmap.json', 'FED-613'],
    ['not for who asks', '/403/importmap.json', 'FED-613'],
    ['on a server that fails', '/500/importmap.json', 'FED-614'],
    ['no JSON', '/cart/1.0.0/system/Widget-11111111.js', 'FED-301'],
  ])('that is %s is an error', async (_case, path, errorCode) => {
    expect(await mall.fedmap('check', '--store', mall.server.origin + path)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining(errorCode),
    })
  })

  test.each([
    () => served.replace('//', '//bob:secret@'),
    () => 's3://shop/importmap.json?endpoint=http://bob:secret@127.0.0.1:1',
    () => `s3://shop/importmap.json?endpoint=${encodeURIComponent('http://bob:secret@127.0.0.1:1')}`,
  ])('with a password in its URL is refused, and the password is not shown: %s', async location => {
    const { code, stderr } = await mall.fedmap('check', '--store', location())
    expect([code, stderr]).toEqual([2, expect.stringContaining('FED-620')])
    expect(stderr).not.toContain('secret')
  })

  test('on a server that is down is an error', async () => {
    await mall.server.close()
    const { code, stderr } = await mall.fedmap('check', '--store', served)
    expect([code, stderr]).toEqual([3, expect.stringMatching(/FED-611 .*ECONNREFUSED.*Look at the address/)])
  })

  test.each([['history'], ['deploy', 'cart', '/cart/1.1.0/federation.json'], ['rollback'], ['compose']])(
    'is not for fedmap %s',
    async (...args) => {
      const { code, stderr } = await mall.fedmap(...args, '--store', served)
      expect([code, stderr]).toEqual([2, expect.stringMatching(/FED-620 .* has no history and cannot be changed/)])
    },
  )
})
