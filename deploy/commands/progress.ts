/** What is going on, on the last line of a terminal. */
export interface Progress {
  readonly show: (text: string) => void
  readonly end: () => void
}

/** Milliseconds in which most commands are done, without a flicker. */
const delay = 1_000

/** Runs a task that tells of its progress. */
export async function withProgress<T>(task: (progress: Progress) => Promise<T>): Promise<T> {
  const progress = startProgress()
  try {
    return await task(progress)
  } finally {
    progress.end()
  }
}

/** Starts to tell of progress: on a terminal, on stderr, and only of what takes longer than a second. */
function startProgress(): Progress {
  const { stderr } = process
  if (!stderr.isTTY) return { show: () => {}, end: () => {} }
  let text = ''
  let isShown = false
  // A terminal that does not know its width says 0.
  const draw = () => stderr.write(`\r\x1b[2K${text.slice(0, (stderr.columns || 80) - 1)}`)
  const timer = setTimeout(() => {
    isShown = true
    draw()
  }, delay)
  return {
    show: next => {
      text = next
      if (isShown) draw()
    },
    end: () => {
      clearTimeout(timer)
      if (isShown) stderr.write('\r\x1b[2K')
    },
  }
}
