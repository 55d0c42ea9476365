/** Does the work once after the last of many calls in a row, so that a burst of news causes one question. */
export function afterPause(milliseconds: number, work: () => unknown): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  return () => {
    clearTimeout(timer)
    timer = setTimeout(work, milliseconds)
  }
}
