/**
 * Tells of each file that the page has requested, once it has come, whoever asked for it: the browser's resource timing
 * is the one place where a native `import()` can be seen.
 */
export function watchRequests(listener: (url: string) => void): { has(url: string): boolean } {
  const requested = new Set<string>()
  const note = (entries: PerformanceEntryList) => {
    for (const { name } of entries) {
      if (requested.has(name)) continue
      requested.add(name)
      listener(name)
    }
  }
  const observer = new PerformanceObserver(list => note(list.getEntries()))
  observer.observe({ type: 'resource', buffered: true })
  return {
    has(url) {
      note(observer.takeRecords()) // What has come, but has not been told yet.
      return requested.has(url)
    },
  }
}
