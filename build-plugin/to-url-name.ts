/** For `sanitizeFileName`: a manifest has paths as URLs have them. `Größe` → `Gr__e`. */
export function toUrlName(name: string): string {
  return name.replace(/[^\w./@+~-]/g, '_')
}
