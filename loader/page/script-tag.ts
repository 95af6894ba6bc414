import type { Loader, LoaderOptions } from '../loader.js'

/**
 * The script that runs. Not `document.currentScript`: markup of the page, `<img name="currentScript">`, can take that name, and
 * its `data-import` would run.
 */
export function currentScript<More>(): HTMLScriptElement & More {
  return Reflect.get(Document.prototype, 'currentScript', document) as HTMLScriptElement & More
}

/** What the attributes of fedmap's script tag set: `data-manifest-wait="500"` is `manifestWait: 500`. */
export function readAttributes({ dataset }: HTMLScriptElement): LoaderOptions {
  const { import: main, preload, allowedOrigins, ...others } = dataset
  const times = Object.entries(others).filter(([, value]) => value && Number(value) >= 0)
  return {
    ...Object.fromEntries(times.map(([name, value]) => [name, Number(value)])),
    ...(main && { host: main.split('/', main[0] === '@' ? 2 : 1).join('/') }),
    ...(allowedOrigins && { allowedOrigins: allowedOrigins.split(/\s+/) }),
  }
}

/**
 * The first view: `data-import` runs; what it is going to import by itself, `data-preload` has requested with it. What runs
 * first is requested first, so that it runs while the rest is still on its way.
 */
export function openFirstView(loader: Loader, { dataset }: HTMLScriptElement): void {
  const { import: main = '', preload = '' } = dataset
  loader.ready
    .then((): unknown => {
      for (const specifier of `${main} ${preload}`.split(/\s+/))
        if (specifier) loader.preload(specifier).catch(() => {}) // Its import says why.
      return main && loader.import(main)
    })
    .catch((error: Error) => console.error(`[fedmap] ${error.message}`, error))
}
