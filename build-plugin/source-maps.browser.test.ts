import { SourceMap } from 'node:module'
import { expect, test } from 'vitest'
import { useBrowser } from '../testing/use-browser.js'
import { type Bundler, buildRemote } from './testing/build-remote.js'
import { createProject } from './testing/create-project.js'
import { openPage } from './testing/open-page.js'

const browser = useBrowser()

const thrower = `interface Gone {
  readonly reason: string
}

export function fail({ reason }: Gone): never {
  throw new Error(reason)
}
`

test.each<Bundler>(['rollup', 'rolldown', 'vite', 'vite 7'])(
  'a stack trace leads to the line of the source that threw, in both formats, by %s',
  async bundler => {
    const build = await buildRemote({
      bundler,
      root: createProject({
        files: {
          'widget.ts': `import { fail } from './fail'\nexport const mount = () => fail({ reason: 'on line 6' })\n`,
          'fail.ts': thrower,
        },
      }),
      exposes: { './Widget': './widget.ts' },
    })
    for (const format of ['esm', 'system'] as const) {
      const { page, close } = await openPage(browser(), [build], format)
      const stack = await page.evaluate<string>(
        `load('@mall/cart/Widget').then(widget => widget.mount()).catch(error => error.stack)`,
      )
      const [, url, line, column] = /(http:\S+):(\d+):(\d+)/.exec(stack)!
      expect(url).toContain(`/${format}/Widget-`)
      const code = await (await fetch(url!)).text()
      const mapUrl = new URL(/sourceMappingURL=(\S+)/.exec(code)![1]!, url)
      const map = new SourceMap(await (await fetch(mapUrl)).json())
      expect(map.findOrigin(Number(line), Number(column))).toMatchObject({
        fileName: expect.stringMatching(/(?:^|\/)fail\.ts$/),
        lineNumber: 6,
      })
      await close()
    }
  },
)
