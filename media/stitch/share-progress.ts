export type OnProgress = (fraction: number) => void

/**
 * Tells the progress of a whole from that of its parts, each as long as its weight. It never goes back, whichever
 * part tells something.
 */
export function shareProgress<Part extends string>(
  weights: Readonly<Record<Part, number>>,
  onProgress: OnProgress | undefined,
): Readonly<Record<Part, OnProgress>> {
  const parts = Object.keys(weights) as Part[]
  const total = parts.reduce((sum, part) => sum + weights[part], 0)
  const done = new Map<Part, number>()
  let told = 0
  const tell = () => {
    const sum = parts.reduce((all, part) => all + weights[part] * (done.get(part) ?? 0), 0)
    const fraction = total > 0 ? Math.min(sum / total, 1) : 0
    if (fraction <= told) return
    told = fraction
    onProgress?.(fraction)
  }
  const tellers = parts.map((part): [Part, OnProgress] => [
    part,
    (fraction) => {
      done.set(part, Math.min(Math.max(fraction, 0), 1))
      tell()
    },
  ])
  return Object.fromEntries(tellers) as Record<Part, OnProgress>
}
