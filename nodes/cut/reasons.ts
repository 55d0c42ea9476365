import { fillIn } from '../errors.ts'

/**
 * Everything a plan may say, in one table. `{clip}` is the number of the shot in the film, from 1. `encode` tells
 * whether it keeps something from being copied as it is; the others only say what is done beside that.
 */
export const reasonTable = {
  size_fitted: { encode: true, text: 'Clip {clip} is {from}: fitted into {to}' },
  size_cropped: { encode: true, text: 'Clip {clip} is {from}: cropped to fill {to}' },
  rate: { encode: true, text: 'Clip {clip} is {from} fps: converted to {to} fps' },
  rate_varies: { encode: true, text: 'Clip {clip} has a varying frame rate: made a steady {to} fps' },
  rotation: {
    encode: true,
    text: 'Clip {clip} is turned by {from}° when played, not by {to}°: turned upright',
  },
  pixel_shape: {
    encode: true,
    text: 'Clip {clip} has pixels of the shape {from} instead of {to}: made square',
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
  packing: { encode: true, text: 'Clip {clip} is packed unlike what most players expect: converted' },
  damaged: { encode: true, text: 'Clip {clip} does not play cleanly ({reason}): mended as far as possible' },

  // What was asked of a clip that could be copied.
  card: { encode: true, text: 'Shot {clip} is a card: drawn' },
  still: { encode: true, text: 'Shot {clip} is a picture: held for {seconds} s' },
  speed: { encode: true, text: 'Clip {clip} plays at {speed} times its speed: encoded' },
  transition: {
    encode: true,
    text: 'Clip {clip} flows into its neighbour: only the shared frames are encoded',
  },
  fades: { encode: true, text: 'Clip {clip} fades in or out: only those frames are encoded' },
  words: { encode: true, text: 'Clip {clip} has captions drawn in: only the frames under them are encoded' },
  beside_cuts: {
    encode: true,
    text: 'Clip {clip} is cut between two whole pictures: only the frames beside its cuts are encoded',
  },
  no_whole_inside: {
    encode: true,
    text: 'Clip {clip} has no whole picture to copy from in what is shown of it: encoded',
  },
  too_short: {
    encode: true,
    text: 'What could be copied of clip {clip} is too short to be worth it: encoded',
  },
  sound_codec: { encode: true, text: 'The sound of clip {clip} is {from}: converted to AAC' },
  sound_rate: { encode: true, text: 'The sound of clip {clip} has {from} Hz instead of {to}: converted' },
  sound_channels: { encode: true, text: 'The sound of clip {clip} is {from} instead of {to}: converted' },
  sound_settings: { encode: true, text: 'The sound of clip {clip} is packed in another way: converted' },
  sound_damaged: { encode: true, text: 'Clip {clip} does not play cleanly: its sound is decoded' },
  sound_muted: { encode: true, text: 'Clip {clip} is muted' },
  sound_volume: { encode: true, text: 'Clip {clip} plays at {percent} % of its volume' },
  sound_fades: { encode: true, text: 'The sound of clip {clip} fades in or out' },
  sound_speed: { encode: true, text: 'The sound of clip {clip} plays at {speed} times its speed' },
  sound_transition: { encode: true, text: 'The sound of clip {clip} flows into the next' },
  sound_loudness: {
    encode: true,
    text: 'The film is to have {to} LUFS throughout, clip {clip} has {from}: made even',
  },
  music: { encode: true, text: 'Music is laid under the film' },
  together: { encode: true, text: 'Clip {clip} fits as it is, but the film is encoded in one piece' },
  little_left: { encode: true, text: 'So little could be copied that encoding everything is quicker' },
  film_codec: {
    encode: true,
    text: 'Some frames must be encoded, and encoded frames cannot stand beside {from}: the film becomes H.264',
  },
  film_upright: {
    encode: true,
    text: 'Some frames must be encoded, so the film is made upright, with square pixels',
  },
  hardware_failed: {
    encode: false,
    text: 'The graphics card did not get through this film, so the processor encoded it',
  },
  copy_failed: { encode: true, text: 'The copied film did not pass its check ({reason}), so it was encoded' },

  unmeasured: {
    encode: false,
    text: 'Not every clip was played through yet: damage or loudness may still change this plan',
  },
  sound_tracks: {
    encode: false,
    text: 'Clip {clip} has {count} sound tracks: the first is heard, the others are left out',
  },
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
