import type { ExportOrder, ExportPreset } from '../../nodes/contract/films.ts'
import { plainCut } from '../../nodes/cut/bind.ts'
import { Captions } from '../../nodes/cut/cut.ts'
import type { FilmPlan } from '../../nodes/cut/film-plan.ts'
import { framesToSeconds } from '../../nodes/cut/layout.ts'
import type { FilmSettings } from '../../nodes/cut/settings.ts'
import type { FilmRequest } from '../../nodes/engine/services.ts'
import type { FilmSource } from './source.ts'

interface PresetRow {
  readonly extension: 'mp4' | 'mov' | 'gif'
  readonly size?: FilmSettings['size']
}

const presets: Readonly<Record<ExportPreset, PresetRow>> = {
  same: { extension: 'mp4' },
  vertical: { extension: 'mp4', size: '1080x1920' },
  square: { extension: 'mp4', size: '1080x1080' },
  landscape: { extension: 'mp4', size: '1920x1080' },
  master: { extension: 'mov' },
  gif: { extension: 'gif' },
}

export function extensionOf(preset: ExportPreset): string {
  return presets[preset].extension
}

/** These play on any phone and any platform, so they are H.264 whatever the clips are. */
export function mustBeH264(preset: ExportPreset): boolean {
  return presets[preset].size !== undefined
}

/** The film as this export wants it. */
export function requestFor({ request }: FilmSource, { preset, captions }: ExportOrder): FilmRequest {
  const { settings } = request
  const { size = settings.size } = presets[preset]
  if (captions === undefined || captions === shownCaptions(settings))
    return { ...request, settings: { ...settings, size } }
  const cut = settings.cut ?? plainCut(request.clips.length)
  const captioned = { ...cut, captions: Captions.parse({ ...cut.captions, show: captions }) }
  return { ...request, settings: { ...settings, size, cut: captioned } }
}

/** Whether the film that the node shows has the pictures and sounds that are asked for. */
export function showsTheSame({ request }: FilmSource, { preset, captions }: ExportOrder): boolean {
  const asShown = captions === undefined || captions === shownCaptions(request.settings)
  return presets[preset].size === undefined && asShown
}

/** Whether its file is the very one that is asked for. */
export function isAsItIs(source: FilmSource, order: ExportOrder): boolean {
  return order.preset === 'same' && order.carriesWorkflow && showsTheSame(source, order)
}

function shownCaptions({ cut }: FilmSettings): string {
  return cut?.captions?.show ?? 'off'
}

/** ProRes 422 HQ: 220 Mbit/s at 1920 × 1080 and 29.97 frames a second, and as much a pixel elsewhere. */
const MASTER_BITS_PER_PIXEL = 3.54
/** Two channels of 24 bits. */
const MASTER_SOUND_BYTES = 48_000 * 2 * 3
const GIF_BITS_PER_PIXEL = 1.5

export const GIF_FPS = 12
export const GIF_WIDTH = 360
export const GIF_SECONDS = 20

/** About how large the file of an export will be. */
export function bytesFor(preset: ExportPreset, plan: FilmPlan): number {
  const seconds = framesToSeconds(plan.frames, plan.fps)
  if (preset === 'master') {
    const picture = (plan.width * plan.height * plan.frames * MASTER_BITS_PER_PIXEL) / 8
    return Math.ceil(picture + seconds * MASTER_SOUND_BYTES)
  }
  if (preset !== 'gif') return plan.bytes
  const width = Math.min(GIF_WIDTH, plan.width)
  const pixels = width * ((width * plan.height) / plan.width)
  return Math.ceil((pixels * Math.min(seconds, GIF_SECONDS) * GIF_FPS * GIF_BITS_PER_PIXEL) / 8)
}
