/** Kept as a fraction: 29.97 is 30000/1001, and a rounded rate drifts. */
export interface Rational {
  readonly num: number
  readonly den: number
}

/** What a file holds, measured from its bytes. The box parser and ffprobe both answer in this shape. */
export interface Probe {
  /** The demuxer's family name, as given to ffmpeg's -f: "mov", "matroska", "mp3", … */
  readonly format: string
  readonly bytes: number
  readonly durationSeconds: number
  /** The main picture. Cover art, data and timecode tracks are never taken for it. */
  readonly video?: VideoTrack | undefined
  readonly audio?: AudioTrack | undefined
}

export interface VideoTrack {
  readonly codec: string
  /** The four characters in the container ("avc1", "hvc1"); empty where there are none. */
  readonly codecTag: string
  readonly profile?: string | undefined
  readonly level?: number | undefined
  /** As displayed: the rotation is applied, the pixel shape (`sar`) is not. */
  readonly width: number
  readonly height: number
  readonly codedWidth: number
  readonly codedHeight: number
  readonly pixFmt?: string | undefined
  readonly sar: Rational
  /** Degrees clockwise that a player turns the coded picture. */
  readonly rotation: 0 | 90 | 180 | 270
  readonly fps: Rational
  readonly averageFps: Rational
  readonly frames?: number | undefined
  readonly timeBase: Rational
  /** "progressive", "tt", "bb", "tb", "bt"; absent when the stream does not say. */
  readonly fieldOrder?: string | undefined
  readonly colorRange?: string | undefined
  readonly colorSpace?: string | undefined
  readonly colorTransfer?: string | undefined
  readonly colorPrimaries?: string | undefined
  readonly hasBFrames: boolean
  /** MD5 in hex of the decoder configuration (the payload of avcC, hvcC, av1C, vpcC). */
  readonly extradataHash?: string | undefined
  readonly durationSeconds?: number | undefined
  readonly startSeconds: number
}

export interface AudioTrack {
  readonly codec: string
  readonly profile?: string | undefined
  readonly sampleRate: number
  readonly channels: number
  readonly layout?: string | undefined
  readonly timeBase: Rational
  /** MD5 in hex of the decoder configuration (the AudioSpecificConfig of AAC). */
  readonly extradataHash?: string | undefined
  readonly durationSeconds?: number | undefined
  readonly startSeconds: number
}
