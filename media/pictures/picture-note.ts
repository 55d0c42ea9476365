/** What was done to a picture so that a provider takes it: shown, because nothing is changed silently. */
export interface PictureNote {
  readonly kind: 'converted' | 'cropped' | 'downscaled' | 'enlarged'
  /** Ready to be shown: "PNG" and "JPEG", or "4000 × 3000" and "2000 × 1500". */
  readonly from: string
  readonly to: string
}

const sentences: Readonly<Record<PictureNote['kind'], (from: string, to: string) => string>> = {
  converted: (from, to) => `The picture was converted from ${from} to ${to}.`,
  cropped: (from, to) => `The picture was cropped around its centre from ${from} to ${to}.`,
  downscaled: (from, to) => `The picture was made smaller, from ${from} to ${to}.`,
  enlarged: (from, to) => `The picture was enlarged from ${from} to ${to}.`,
}

/** In English, for the command line and logs; the window has its own words. */
export function describeNote({ kind, from, to }: PictureNote): string {
  return sentences[kind](from, to)
}
