import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { furtherCases, type MatrixCase, ordinaryCases } from './testing/real-packages.js'

const readFrom = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

/** A line of the table: what real-packages.browser.test.ts builds with each bundler and runs. */
function toLine({ folder, title }: MatrixCase): string {
  const { dependencies = {}, devDependencies = {} } = JSON.parse(readFrom(`${folder}/package.json`))
  const versions = Object.entries<string>({ ...dependencies, ...devDependencies }).map(([name, version]) =>
    version.startsWith('npm:') ? `${name} as ${version.slice('npm:'.length)}` : `${name} ${version}`,
  )
  return `| ${title} | ${versions.join(', ')} |`
}

test('docs/packages.md has the table of what is tested', () => {
  const table = ['| Packages | Versions |', '|---|---|']
  const lines = [...ordinaryCases, ...furtherCases].map(toLine)
  expect(readFrom('../docs/packages.md')).toContain([...table, ...lines].join('\n'))
})
