import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'bench/README.md',
  'demo/README.md',
  ...readdirSync(join(root, 'docs')).map(name => `docs/${name}`),
]

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(file: string): readonly string[] {
  const headings = readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)
  return [...headings].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

test.each(pages.filter(page => page.endsWith('.md')))('the links of %s lead somewhere', page => {
  const file = join(root, page)
  const text = readFileSync(file, 'utf8').replace(/```.*?```/gs, '')
  for (const [, link] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(link!)) continue
    const [path = '', anchor] = link!.split('#')
    const target = path ? resolve(dirname(file), path) : file
    expect(existsSync(target), link).toBe(true)
    if (anchor !== undefined) expect(anchorsOf(target), link).toContain(anchor)
  }
})
