import type { BoundCut } from '../../../nodes/cut/cut.ts'
import type { LaidShot, Layout } from '../../../nodes/cut/layout.ts'
import { AppError } from '../../../nodes/errors.ts'
import type { PictureClip } from '../clip.ts'
import type { FilmClip } from '../film.ts'

/** A clip that moves, measured. */
export type MovingClip = FilmClip & { readonly clip: PictureClip }

/** A shot of the film with what is known of its clip. */
export interface PlanShot {
  /** From 1, as a person counts. */
  readonly number: number
  readonly laid: LaidShot
  readonly from: 'clip' | 'still' | 'card'
  /** The place of the clip among those that flow in. */
  readonly place: number
  /** Present exactly for clips. */
  readonly moving?: MovingClip | undefined
}

/** A moving shot, which alone can be copied. */
export type MovingShot = PlanShot & { readonly moving: MovingClip }

export function isMoving(shot: PlanShot): shot is MovingShot {
  return shot.moving !== undefined
}

/** Refuses what cannot be seen before anything is decided. */
export function needPictures(cut: BoundCut, clips: readonly FilmClip[]): void {
  if (cut.shots.length === 0) throw new AppError('clips_differ', { reason: 'there are none.' })
  for (const { clip: place, card } of cut.shots) {
    const clip = place === undefined ? undefined : clips[place]
    if (place === undefined ? !card : !clip) {
      throw new AppError('clips_differ', {
        reason: 'a shot of the cut has no clip. Connect it, or remove the shot.',
      })
    }
    if (clip?.facts.kind === 'audio' || (clip?.facts.kind === 'video' && !clip.clip)) {
      const reason = `${clip.facts.name} is sound without a picture. Take it out, or choose a video instead.`
      throw new AppError('clips_differ', { reason })
    }
  }
}

export function planShots({ shots }: Layout, clips: readonly FilmClip[]): PlanShot[] {
  return shots.map((laid, index) => {
    const place = laid.shot.clip ?? -1
    const { clip, ...measured } = clips[place] ?? {}
    const from = clip ? 'clip' : place < 0 ? 'card' : 'still'
    const moving = clip && { ...(measured as FilmClip), clip }
    return { number: index + 1, laid, from, place, ...(moving && { moving }) }
  })
}
