/** "auto" takes the size or frame rate that most clips have. */
export const stitchSizes = [
  'auto',
  '720x1280',
  '1080x1920',
  '1280x720',
  '1920x1080',
  '1080x1080',
  '1080x1350',
] as const
export const stitchRates = ['auto', '24', '25', '30', '60'] as const
export const stitchFits = ['fit', 'fill'] as const

export interface StitchSettings {
  readonly size: (typeof stitchSizes)[number]
  readonly fps: (typeof stitchRates)[number]
  /** fit: the whole picture with bars; fill: the whole frame, edges cut. */
  readonly fit: (typeof stitchFits)[number]
}
