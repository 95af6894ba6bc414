import { expect, test } from 'vitest'
import { startStaticServer } from '../static-server/static-server.js'
import { planOptions } from './plan-options.js'

test('each attempt of a deploy checks the files that it is about, and none twice', async () => {
  const asked: (string | undefined)[] = []
  const server = await startStaticServer({
    root: import.meta.dirname,
    intercept(request, response, serve) {
      asked.push(request.url)
      if (request.url === '/there.js') response.setHeader('Content-Type', 'text/javascript').end('1')
      else serve()
    },
  })
  const { checkFiles } = planOptions({ files: true }, { show() {}, end() {} })
  const problemsOf = async (path: string) => {
    const { problems } = await checkFiles!([{ url: server.origin + path }])
    return problems.map(({ kind }) => kind)
  }
  expect(await problemsOf('/there.js')).toEqual([])
  expect(await problemsOf('/gone.js')).toEqual(['status'])
  expect(await problemsOf('/there.js')).toEqual([])
  expect(asked).toEqual(['/there.js', '/gone.js'])
  await server.close()
})
