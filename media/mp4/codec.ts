/** The codecs whose pictures can be moved from file to file, because what a decoder is told once lies in one box. */
export type PictureCodec = 'h264' | 'hevc' | 'av1' | 'vp9'

interface Wrapping {
  readonly codec: PictureCodec
  /** The box inside the sample entry that holds the decoder's settings. */
  readonly configBox: string
}

const wrappings: Readonly<Record<string, Wrapping>> = {
  avc1: { codec: 'h264', configBox: 'avcC' },
  avc3: { codec: 'h264', configBox: 'avcC' },
  hvc1: { codec: 'hevc', configBox: 'hvcC' },
  hev1: { codec: 'hevc', configBox: 'hvcC' },
  av01: { codec: 'av1', configBox: 'av1C' },
  vp09: { codec: 'vp9', configBox: 'vpcC' },
}

/** By the four characters of a sample entry. */
export function wrappingOf(tag: string): Wrapping | undefined {
  return Object.hasOwn(wrappings, tag) ? wrappings[tag] : undefined
}
