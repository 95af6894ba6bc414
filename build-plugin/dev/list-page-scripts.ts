import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'parse5'

/** The modules that the project's index.html runs, where it has one. */
export function listPageScripts(root: string): string[] {
  const page = join(root, 'index.html')
  if (!existsSync(page)) return []
  const sources: string[] = []
  const visit = (node: object) => {
    const {
      tagName,
      attrs = [],
      childNodes = [],
    } = node as {
      tagName?: string
      attrs?: readonly { name: string; value: string }[]
      childNodes?: readonly object[]
    }
    const { type, src } = Object.fromEntries(attrs.map(({ name, value }) => [name, value]))
    if (tagName === 'script' && type === 'module' && src && !/^(?:[a-z]+:)?\/\//i.test(src)) {
      sources.push(`/${src.replace(/^\.?\//, '')}`)
    }
    for (const child of childNodes) visit(child)
  }
  visit(parse(readFileSync(page, 'utf8')))
  return sources
}
