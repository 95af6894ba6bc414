import type { Plugin } from 'rollup'

/** The stylesheets that a compiler makes of its sources. */
export interface GeneratedStylesheets {
  /** Keeps one; the result is the statement that imports it. `''` for one without rules. */
  readonly toImport: (file: string, css: string) => string
  readonly hooks: Pick<Plugin, 'resolveId' | 'load'>
}

export function createGeneratedStylesheets(): GeneratedStylesheets {
  const sheets = new Map<string, string>()
  return {
    toImport(file, css) {
      if (css.trim() === '') return ''
      const id = `\0${file}.css`
      sheets.set(id, css)
      return `\nimport ${JSON.stringify(id)}\n`
    },
    hooks: {
      resolveId: id => (sheets.has(id) ? id : null),
      load: id => sheets.get(id) ?? null,
    },
  }
}
