/**
 * Selects a page's maps. One is none of them: where fedmap is not its injector, the overrides panel puts what was overridden into a map of
 * its own, and a page that does not want overrides does not want that.
 */
export const mapScripts = 'script[type="systemjs-importmap"]:not(#import-map-overrides)'
