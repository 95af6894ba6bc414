/** The extensions of stylesheets, of those that are to be compiled too, as a pattern has them. */
export const stylesheetExtensions = 'css|scss|sass|less|styl|stylus'

const stylesheetName = new RegExp(`\\.(?:${stylesheetExtensions})$`)

/** Whether a file is a stylesheet, by its name. */
export function isStylesheetName(file: string): boolean {
  return stylesheetName.test(file)
}
