import { fillIn } from '../errors.ts'

/**
 * Everything a plan may say about a clip, in one table. `encode` tells whether it keeps the clip from being
 * copied as it is; the others only say what is done beside the picture.
 */
export const reasonTable = {
  size_fitted: { encode: true, text: 'Clip {clip} is {from}: fitted into {to}' },
  size_cropped: { encode: true, text: 'Clip {clip} is {from}: cropped to fill {to}' },
  rate: { encode: true, text: 'Clip {clip} is {from} fps: converted to {to} fps' },
  rate_varies: { encode: true, text: 'Clip {clip} has a varying frame rate: made a steady {to} fps' },
  rotation: {
    encode: true,
    text: 'Clip {clip} is turned by {from}° when played, most clips by {to}°: turned upright',
  },
  pixel_shape: {
    encode: true,
    text: 'Clip {clip} has pixels of the shape {from}, most clips of {to}: made square',
  },
  interlaced: { encode: true, text: 'Clip {clip} is interlaced: made into whole frames' },
  codec: { encode: true, text: 'Clip {clip} is {from}: converted to H.264' },
  pixel_format: {
    encode: true,
    text: 'Clip {clip} stores its colours as {from}: converted to what plays everywhere',
  },
  hdr: { encode: true, text: 'Clip {clip} is HDR: converted to standard brightness' },
  colors: { encode: true, text: 'Clip {clip} has other colours ({from} instead of {to}): converted' },
  encoder_settings: { encode: true, text: 'Clip {clip} was encoded with other settings than most clips' },
  own_settings: { encode: true, text: 'Clip {clip} changes its decoder settings on the way' },
  no_whole_start: { encode: true, text: 'Clip {clip} does not begin with a whole picture' },
  hidden_frames: { encode: true, text: 'Clip {clip} hides some of its frames: they stay out' },
  container: { encode: true, text: 'Clip {clip} is not a plain MP4 file: converted' },
  clock: { encode: true, text: 'Clip {clip} counts time in a unit that the others cannot match exactly' },
  sound_codec: { encode: true, text: 'The sound of clip {clip} is {from}: converted to AAC' },
  sound_rate: { encode: true, text: 'The sound of clip {clip} has {from} Hz instead of {to}: converted' },
  sound_channels: { encode: true, text: 'The sound of clip {clip} is {from} instead of {to}: converted' },
  sound_settings: { encode: true, text: 'The sound of clip {clip} is packed in another way: converted' },
  together: { encode: true, text: 'Clip {clip} fits as it is, but the film is encoded in one piece' },
  copy_failed: { encode: true, text: 'The copied film did not pass its check ({reason}), so it was encoded' },

  sound_added: { encode: false, text: 'Clip {clip} has no sound: silence added' },
  sound_short: { encode: false, text: 'The sound of clip {clip} ends {seconds} s early: silence added' },
  sound_long: { encode: false, text: 'The sound of clip {clip} is {seconds} s too long: cut' },
} as const satisfies Record<string, { encode: boolean; text: string }>

export type ReasonCode = keyof typeof reasonTable

/** Plain data; the window translates by code and falls back to `text`. */
export interface Reason {
  readonly code: ReasonCode
  readonly values: Readonly<Record<string, string | number>>
  readonly text: string
}

export function reason(code: ReasonCode, values: Reason['values']): Reason {
  return { code, values, text: fillIn(reasonTable[code].text, values) }
}

export function forcesEncode({ code }: Reason): boolean {
  return reasonTable[code].encode
}
