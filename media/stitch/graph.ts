import type { Rational, VideoTrack } from '../ffmpeg/probe.ts'
import { isHdr, isInterlaced, type StitchClip } from './clip.ts'
import { placePicture, type Size, squareSize } from './frame.ts'
import type { StitchOutput } from './plan.ts'

/** A clip and its length in the film. */
export interface GraphClip {
  readonly clip: StitchClip & { readonly video: VideoTrack }
  readonly frames: number
}

export interface GraphOptions {
  /** Only some builds of ffmpeg can turn HDR into standard brightness; without it colours are merely paler. */
  readonly canToneMap: boolean
}

/**
 * The filter graph of a whole film, made of numbers and fixed words only: no name or text of a person can reach
 * ffmpeg's grammar. Ends in [v], and in [a] if the film has sound. Pictures and sounds are joined apart, each cut
 * to an exact count, so that no rounding at one cut moves the next.
 */
export function filmGraph(clips: readonly GraphClip[], output: StitchOutput, options: GraphOptions): string {
  const inputs = clips.map((_, index) => `[v${index}]`).join('')
  const pictures = clips.map(
    ({ clip, frames }, index) =>
      `[${index}:V:0]${pictureChain(clip.video, { output, frames, options })}[v${index}]`,
  )
  const parts = [...pictures, `${inputs}concat=n=${clips.length}:v=1:a=0[v]`]
  if (output.audio) parts.push(...soundGraph(clips, output, output.audio))
  return parts.join(';')
}

interface Frame {
  readonly output: StitchOutput
  readonly frames: number
  readonly options: GraphOptions
}

function pictureChain(video: VideoTrack, { output, frames, options }: Frame): string {
  const toneMapped = isHdr(video) && options.canToneMap
  return [
    'setpts=PTS-STARTPTS',
    ...(isInterlaced(video) ? ['bwdif=mode=send_frame:deint=all'] : []),
    `fps=${ratio(output.fps)}:start_time=0`,
    ...(toneMapped ? toneMap(video) : []),
    ...place(video, output, toneMapped),
    'setsar=1',
    'format=yuv420p',
    'setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709',
    `tpad=stop=${mayLack(video, output)}:stop_mode=clone`,
    `trim=end_frame=${frames}`,
  ].join(',')
}

/** Rounding may lose the last frame of a clip, and two of the film. More is missing for the check to find. */
function mayLack({ averageFps }: VideoTrack, { fps }: StitchOutput): number {
  const perFrame = (fps.num * averageFps.den) / (fps.den * averageFps.num)
  return 2 + (Number.isFinite(perFrame) ? Math.ceil(perFrame) : 0)
}

function place(video: VideoTrack, output: StitchOutput, toneMapped: boolean): string[] {
  const { scaled, x, y } = placePicture(squareSize(video), output, output.fit)
  const matrix = toneMapped ? 'bt709' : matrixOf(video)
  const scale = `scale=${scaled.width}:${scaled.height}:in_color_matrix=${matrix}:out_color_matrix=bt709:out_range=tv`
  const { width, height } = output
  if (scaled.width === width && scaled.height === height) return [scale]
  if (output.fit === 'fit') return [scale, `pad=${width}:${height}:${x}:${y}:color=black`]
  return [scale, `crop=${width}:${height}:${-x}:${-y}`]
}

/** Unmarked pictures are taken as players take them: standard definition was BT.601, everything larger BT.709. */
function matrixOf({ colorSpace, width, height }: VideoTrack): string {
  switch (colorSpace) {
    case 'smpte170m':
    case 'bt470bg':
      return 'bt601'
    case 'bt2020nc':
    case 'bt2020c':
      return 'bt2020'
    case 'bt709':
    case 'fcc':
    case 'smpte240m':
      return colorSpace
    case undefined:
      return isLarge({ width, height }) ? 'bt709' : 'bt601'
    default:
      return 'auto'
  }
}

function isLarge({ width, height }: Size): boolean {
  return Math.max(width, height) >= 1280 || Math.min(width, height) > 576
}

function toneMap({ colorTransfer }: VideoTrack): string[] {
  const transfer = colorTransfer === 'arib-std-b67' ? 'arib-std-b67' : 'smpte2084'
  return [
    `zscale=tin=${transfer}:min=bt2020nc:pin=bt2020:t=linear:npl=100`,
    'format=gbrpf32le',
    'zscale=p=bt709',
    'tonemap=hable:desat=0',
    'zscale=t=bt709:m=bt709:r=tv',
    'format=yuv420p',
  ]
}

/** Each sound is cut where its picture's cut falls on the sound's own clock, so that the error never adds up. */
function soundGraph(
  clips: readonly GraphClip[],
  { fps }: StitchOutput,
  { sampleRate }: { readonly sampleRate: number },
): string[] {
  const sampleAt = (frame: number) => Math.round((frame * fps.den * sampleRate) / fps.num)
  let frame = 0
  const sounds = clips.map(({ clip, frames }, index) => {
    const samples = sampleAt(frame + frames) - sampleAt(frame)
    frame += frames
    return `${soundChain(clip, index, { samples, sampleRate })}[a${index}]`
  })
  const inputs = clips.map((_, index) => `[a${index}]`).join('')
  return [...sounds, `${inputs}concat=n=${clips.length}:v=0:a=1[a]`]
}

function soundChain(
  { probe: { audio, video } }: StitchClip,
  index: number,
  { samples, sampleRate }: { samples: number; sampleRate: number },
): string {
  const shape = `aformat=sample_fmts=fltp:sample_rates=${sampleRate}:channel_layouts=stereo`
  if (!audio || !video) return `anullsrc=r=${sampleRate}:cl=stereo,${shape},atrim=end_sample=${samples}`
  // A film begins with its first picture: sound from before it is left out, sound that comes later waits.
  const early = video.startSeconds - Math.min(video.startSeconds, audio.startSeconds)
  return [
    `[${index}:a:0]asetpts=PTS-${early.toFixed(6)}/TB`,
    `aresample=${sampleRate}:async=1:first_pts=0`,
    shape,
    `apad=whole_len=${samples}`,
    `atrim=end_sample=${samples}`,
  ].join(',')
}

function ratio({ num, den }: Rational): string {
  return `${num}/${den}`
}
