import { plainCut } from '../../nodes/cut/bind.ts'
import { type BoundCut, Sound } from '../../nodes/cut/cut.ts'
import { filmShape } from '../../nodes/cut/format.ts'
import { type Layout, layOut } from '../../nodes/cut/layout.ts'
import { type Reason, reason } from '../../nodes/cut/reasons.ts'
import type { FilmSettings } from '../../nodes/cut/settings.ts'
import type { FilmClip, FilmFormat, StitchPlan } from './film.ts'
import { changedStretches, drawnCues } from './plan/changed.ts'
import { estimateBytes } from './plan/estimate.ts'
import { findGroups, type Group } from './plan/groups.ts'
import { codecName, type Target } from './plan/judge-picture.ts'
import { likenessOf } from './plan/likeness.ts'
import { isWorthCopying, layPieces, renderAll } from './plan/pieces.ts'
import { isMoving, type MovingClip, needPictures, type PlanShot, planShots } from './plan/shots.ts'
import { planSound } from './plan/sound.ts'
import { type Decision, judgeShots } from './plan/verdict.ts'

export interface PlanOptions {
  /** Whether music flows in. */
  readonly music?: boolean
  /** False where nothing may be copied; in words why it was tried in vain. */
  readonly mayCopy?: false | string | undefined
  /** H.264 plays everywhere: with it, clips of another codec are encoded even where all of them agree. */
  readonly codec?: 'h264' | undefined
}

/**
 * Decides how a film is made, from measurements alone: what every frame and packet of it is, and why. Nothing is
 * encoded that can be copied, as long as copying is the lesser work.
 */
export function planFilm(
  clips: readonly FilmClip[],
  settings: FilmSettings,
  { music = false, mayCopy, codec }: PlanOptions = {},
): StitchPlan {
  const cut = settings.cut ?? plainCut(clips.length)
  needPictures(cut, clips)
  const { fps, ...size } = filmShape(
    settings,
    clips.map(({ facts }) => facts),
  )
  const layout = layOut(
    cut,
    clips.map(({ facts }) => facts),
    fps,
  )
  const shots = planShots(layout, clips)
  const { decision, reasons } = decide(
    { cut, layout, shots },
    { target: { size, fps, fit: settings.fit }, mayCopy, codec },
  )
  const { sound, audio } = planSound(shots, {
    sound: cut.sound ?? Sound.parse({}),
    music,
    mayCopy: mayCopy === undefined,
  })
  const format = formatOf(decision, shots, audio)
  const { pieces, encodedFrames } = decision.laid
  return {
    mode: encodedFrames === 0 ? 'copy' : encodedFrames < layout.frames ? 'partly' : 'encode',
    width: format.width,
    height: format.height,
    fps,
    codec: format.codec,
    frames: layout.frames,
    encodedFrames,
    bytes: estimateBytes({ layout, format, pieces, sound }, clips),
    shots: judgeShots(shots, decision),
    joins: layout.shots.slice(0, -1).map(({ joinKind, overlap }) => ({
      kind: joinKind,
      frames: overlap,
      action: overlap > 0 ? 'encode' : 'copy',
    })),
    sound,
    reasons,
    layout,
    format,
    pieces,
  }
}

interface Film {
  readonly cut: BoundCut
  readonly layout: Layout
  readonly shots: readonly PlanShot[]
}

interface Decided {
  readonly decision: Decision
  /** About the whole film. */
  readonly reasons: Reason[]
}

/** Copies from the clips that leave the fewest frames to encode; of equals from those that are most. */
function decide(
  { cut, layout, shots }: Film,
  { target, mayCopy, codec }: Pick<PlanOptions, 'mayCopy' | 'codec'> & { readonly target: Target },
): Decided {
  const { frames } = layout
  const changed = changedStretches(layout, drawnCues(cut, layout))
  const encodeAll = (reasons: Reason[], like?: MovingClip): Decided => {
    const laid = { pieces: renderAll(frames), runs: [], encodedFrames: frames }
    return { decision: { target: { ...target, like }, laid, changed, together: true }, reasons }
  }
  if (mayCopy !== undefined) {
    return encodeAll(mayCopy === false ? [] : [reason('copy_failed', { reason: mayCopy })])
  }

  const tried = findGroups(shots.filter(isMoving), target)
    .filter(({ like }) => codec === undefined || like.clip.video.codec === codec)
    .map((group) => ({ group, laid: layPieces(layout, group.shots, changed) }))
  const whole = tried.find(({ laid }) => laid.encodedFrames === 0)
  const mixed = tried.filter(({ group }) => group.takesEncoded)
  const best = whole ?? mixed.toSorted((a, b) => a.laid.encodedFrames - b.laid.encodedFrames)[0]
  const reasons = tried[0] && !whole ? whyNotBeside(tried[0].group) : []
  if (!best) return encodeAll(reasons)
  const { group, laid } = best
  if (laid.encodedFrames < frames && !isWorthCopying(laid, frames)) {
    return encodeAll([...reasons, reason('little_left', {})], group.like)
  }
  return {
    decision: { target: { ...target, like: group.like }, group, laid, changed, together: false },
    reasons,
  }
}

/** Said of the largest group: of the others nobody would expect it. */
function whyNotBeside({ like, takesEncoded }: Group): Reason[] {
  const { codec } = like.clip.video
  if (takesEncoded) return []
  return [codec === 'h264' ? reason('film_upright', {}) : reason('film_codec', { from: codecName(codec) })]
}

function formatOf(
  { group, target, laid }: Decision,
  shots: readonly PlanShot[],
  audio: FilmFormat['audio'],
): FilmFormat {
  const { size, fps, fit } = target
  const sound = audio && { audio }
  if (!group) return { ...size, fps, fit, codec: 'h264', ...sound }
  const { width, height, codec } = group.like.clip.video
  const places = new Set(laid.runs.flatMap(({ piece, taken }) => (taken ? piece.clip : [])))
  const copied = [...places].flatMap((place) => shots.find((shot) => shot.place === place)?.moving ?? [])
  const isMixed = laid.encodedFrames > 0 && copied.length > 0
  const like = isMixed && { like: likenessOf(copied) }
  return { width, height, fps, fit, codec: codec as FilmFormat['codec'], ...like, ...sound }
}
