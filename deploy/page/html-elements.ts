import { type DefaultTreeAdapterTypes, parse, defaultTreeAdapter as tree } from 'parse5'

// Finding elements in a page and changing its text where they stand, so that all else stays as it is, to the byte.

export type Element = DefaultTreeAdapterTypes.Element

/** Every element that stands in the source, in its order. */
export function elementsOf(html: string): readonly Element[] {
  const walk = (node: DefaultTreeAdapterTypes.ParentNode): Element[] =>
    node.childNodes
      .filter(child => tree.isElementNode(child))
      .flatMap(child => [...(child.sourceCodeLocation ? [child] : []), ...walk(child)])
  return walk(parse(html, { sourceCodeLocationInfo: true }))
}

export function attributeOf({ attrs }: Element, name: string): string | undefined {
  return attrs.find(attribute => attribute.name === name)?.value
}

export function textOf({ childNodes }: Element): string {
  return childNodes.find(node => tree.isTextNode(node))?.value ?? ''
}

/** Removes an element, and its line where nothing else stands on it. */
export function removeLine(html: string, { sourceCodeLocation }: Element): string {
  const { startOffset, endOffset } = sourceCodeLocation!
  const indent = /[^\S\n]*$/.exec(html.slice(0, startOffset))![0].length
  const start = startOffset - indent
  const isOwnLine = (start === 0 || html[start - 1] === '\n') && /^[^\S\n]*\n/.test(html.slice(endOffset))
  if (!isOwnLine) return html.slice(0, startOffset) + html.slice(endOffset)
  return html.slice(0, start) + html.slice(html.indexOf('\n', endOffset) + 1)
}

export function replaceElement(html: string, { sourceCodeLocation }: Element, text: string): string {
  const { startOffset, endOffset } = sourceCodeLocation!
  return html.slice(0, startOffset) + text + html.slice(endOffset)
}

/** Inserts lines before the element at an offset, indented as it is. */
export function insertLines(html: string, offset: number, lines: readonly string[]): string {
  const [isOwnLine, end = '\n', indent = ''] = /(?:^|(\r?\n))([^\S\n]*)$/.exec(html.slice(0, offset)) ?? []
  const inserted = isOwnLine === undefined ? lines.join('') : lines.map(line => line + end + indent).join('')
  return html.slice(0, offset) + inserted + html.slice(offset)
}
