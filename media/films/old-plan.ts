import type { FilmPlan } from '../../nodes/cut/film-plan.ts'
import type { FilmSettings } from '../../nodes/cut/settings.ts'
import { AppError } from '../../nodes/errors.ts'
import type { FilmClip } from '../stitch/film.ts'
import { planStitch } from '../stitch/plan.ts'

/** The plan of a film of whole clips. */
export function planFilm(clips: readonly FilmClip[], settings: FilmSettings): FilmPlan {
  const pictures = clips.map(({ clip, facts }) => {
    if (clip) return clip
    throw new AppError('clips_differ', { reason: `${facts.name} has no moving picture.` })
  })
  const { size, fps } = settings
  const fit = settings.fit === 'blur' ? 'fit' : settings.fit
  const { mode, output, clips: planned, reasons } = planStitch(pictures, { size, fps, fit })
  const encoded = (frames: number) => (mode === 'copy' ? 0 : frames)
  const frames = planned.reduce((sum, clip) => sum + clip.frames, 0)
  return {
    mode,
    width: output.width,
    height: output.height,
    fps: output.fps,
    codec: 'h264',
    frames,
    encodedFrames: encoded(frames),
    bytes: pictures.reduce((sum, { probe }) => sum + probe.bytes, 0),
    shots: planned.map((clip) => ({
      action: clip.action,
      frames: clip.frames,
      encodedFrames: encoded(clip.frames),
      reasons: [...clip.reasons],
    })),
    joins: planned.slice(1).map(() => ({ kind: 'cut', frames: 0, action: 'copy' })),
    sound: { action: output.audio ? mode : 'none', reasons: [] },
    reasons: [...reasons],
  }
}
