import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { errorTable } from './error-table.js'

/** `## FED-101 Title`, and what stands below it. */
interface Section {
  readonly code: string
  readonly title: string
  readonly body: string
}

const docs = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8')
const sections: readonly Section[] = docs
  .split(/^## /m)
  .slice(1)
  .map(text => {
    const [heading = '', ...body] = text.split('\n')
    const [code = '', ...title] = heading.split(' ')
    return { code, title: title.join(' ').trim(), body: body.join('\n') }
  })

test('docs/errors.md has a section for each code, of the same title, in the order of codes', () => {
  const documented = sections.map(({ code, title }) => `${code} ${title}`)
  const codes = Object.entries(errorTable).map(([code, title]) => `${code} ${title}`)
  expect(documented).toEqual(codes.sort())
})

test.each(sections)('$code says what happened, why, and what to do', ({ body }) => {
  const parts = ['**What happened** ', '**Common reasons** ', '**What to do** ']
  const positions = parts.map(part => body.indexOf(part))
  expect(positions).not.toContain(-1)
  expect(positions).toEqual([...positions].sort((a, b) => a - b))
})

test.each(Object.keys(errorTable))('%s has the form of a code', code => {
  expect(code).toMatch(/^FED-[1-6]\d\d$/)
})
