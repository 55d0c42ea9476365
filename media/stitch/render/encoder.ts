import type { FilmFormat } from '../film.ts'
import type { HardwareEncoder } from './hardware.ts'

/** What makes the frames: x264, or a chip that was found to work. */
export type Encoder = 'software' | HardwareEncoder

/** The last filters, which bring the frames to where the encoder takes them. */
export function encoderFilters(encoder: Encoder): string[] {
  switch (encoder) {
    case 'software':
      return []
    case 'h264_vaapi':
      return ['format=nv12', 'hwupload']
    case 'h264_nvenc':
    case 'h264_qsv':
    case 'h264_videotoolbox':
      return ['format=nv12']
  }
}

/** Said before the first input. */
export function deviceOptions(encoder: Encoder): string[] {
  return encoder === 'h264_vaapi' ? ['-vaapi_device', '/dev/dri/renderD128'] : []
}

/**
 * H.264 that may stand beside copied clips: a whole picture first and every second, nothing that refers across
 * them, and the same decoder settings whatever is in the picture.
 */
export function encoderOptions(encoder: Encoder, format: FilmFormat): string[] {
  const { fps, width, height, like } = format
  const group = String(Math.max(1, Math.round(fps.num / fps.den)))
  const colors = colorOptions(format)
  switch (encoder) {
    case 'software':
      return [
        ...'-c:v libx264 -preset veryfast -pix_fmt yuv420p -bf 2'.split(' '),
        // Next to frames that were copied a difference would be seen.
        '-crf',
        like ? '17' : '18',
        ...`-profile:v ${profileName(like?.profile)} -g ${group}`.split(' '),
        ...(like ? ['-level:v', (like.level / 10).toFixed(1)] : []),
        '-x264-params',
        `stitchable=1:open-gop=0:sps-id=${like?.setId ?? 0}`,
        ...colors,
      ]
    case 'h264_nvenc':
      return ['-c:v', encoder, '-rc', 'vbr', '-cq', '19', '-b:v', '0', '-g', group, '-bf', '0', ...colors]
    case 'h264_qsv':
      return ['-c:v', encoder, '-global_quality', '20', '-g', group, '-bf', '0', ...colors]
    case 'h264_vaapi':
      return ['-c:v', encoder, '-qp', '19', '-g', group, '-bf', '0', ...colors]
    case 'h264_videotoolbox': {
      // Only some of Apple's chips take a quality instead of a rate.
      const rate = Math.round((width * height * fps.num) / fps.den / 5)
      return ['-c:v', encoder, '-b:v', String(rate), '-g', group, '-bf', '0', ...colors]
    }
  }
}

/** By profile_idc; what x264 makes of 8 bits is never more than High. */
function profileName(profile: number | undefined): string {
  if (profile === 66) return 'baseline'
  return profile === 77 ? 'main' : 'high'
}

/** What copied clips do not say stays unsaid. */
function colorOptions({ like }: FilmFormat): string[] {
  const range = ['-color_range', like?.fullRange ? 'pc' : 'tv']
  if (like) return range
  return ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709', ...range]
}
