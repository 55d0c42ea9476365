/** The ffmpeg that this machine has, checked once. */
export interface Engine {
  /** Absolute path of the program. */
  readonly ffmpeg: string
  readonly ffprobe: string
  readonly version: string
}
