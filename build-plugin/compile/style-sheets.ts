import type { Plugin } from 'rollup'

/** The stylesheets that a compiler makes of its sources. */
export interface StyleSheets {
  /** Keeps one; the result is the statement that imports it. `''` for one without rules. */
  readonly toImport: (file: string, css: string) => string
  readonly hooks: Pick<Plugin, 'resolveId' | 'load'>
}

export function createStyleSheets(): StyleSheets {
  const sheets = new Map<string, string>()
  return {
    toImport(file, css) {
      const id = `\0${file}.css`
      if (css.trim() !== '') sheets.set(id, css)
      return css.trim() === '' ? '' : `\nimport ${JSON.stringify(id)}\n`
    },
    hooks: {
      resolveId: id => (sheets.has(id) ? id : null),
      load: id => sheets.get(id) ?? null,
    },
  }
}
