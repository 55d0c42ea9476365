import type { ShotAction } from '../../../nodes/cut/film-plan.ts'
import { type Reason, reason, type ReasonCode } from '../../../nodes/cut/reasons.ts'
import { framesToSeconds } from '../../../nodes/cut/layout.ts'
import type { StitchPlan } from '../film.ts'
import { rateLabel } from '../frame.ts'
import type { ChangedStretch } from './changed.ts'
import type { Group } from './groups.ts'
import { judgePicture, type Target } from './judge-picture.ts'
import { type CopyRun, framesWithin, type LaidPieces } from './pieces.ts'
import { isMoving, type MovingShot, type PlanShot } from './shots.ts'

type PlannedShot = StitchPlan['shots'][number]

/** How the pictures were decided, for telling it of each shot. */
export interface Decision {
  readonly target: Target
  /** Present where something is copied. */
  readonly group?: Group | undefined
  readonly laid: LaidPieces
  readonly changed: readonly (readonly ChangedStretch[])[]
  /** Everything is encoded although some of it could be copied. */
  readonly together: boolean
}

/** What becomes of every shot, and why. */
export function judgeShots(shots: readonly PlanShot[], decision: Decision): PlannedShot[] {
  const taken = decision.laid.runs.filter((run) => run.taken)
  return shots.map((shot) => {
    const { frames } = shot.laid
    const encodedFrames = taken.reduce((sum, run) => sum - framesWithin(run, shot.laid), frames)
    const { action, reasons } = judgeShot(shot, encodedFrames, decision)
    return { action, frames, encodedFrames, reasons: [...reasons] }
  })
}

interface Verdict {
  readonly action: ShotAction
  readonly reasons: readonly Reason[]
}

function judgeShot(shot: PlanShot, encodedFrames: number, decision: Decision): Verdict {
  const { number: clip, laid } = shot
  if (!isMoving(shot)) return { action: 'encode', reasons: [standing(shot, decision.target)] }
  const { target, together } = decision
  const unlike = judgePicture(shot, target)
  if (unlike.length > 0) return { action: 'conform', reasons: unlike }
  if (together) return { action: 'encode', reasons: [reason('together', { clip })] }
  if (encodedFrames === 0) return { action: 'copy', reasons: [] }
  const reasons = causes(shot, encodedFrames, decision)
  return { action: encodedFrames < laid.frames ? 'partly' : 'encode', reasons }
}

function standing({ number: clip, from, laid }: PlanShot, { fps }: Target): Reason {
  const seconds = Math.round(framesToSeconds(laid.frames, fps) * 10) / 10
  return from === 'card' ? reason('card', { clip }) : reason('still', { clip, seconds })
}

/** Why frames of a shot are encoded that would fit as they are. */
function causes({ number: clip, laid }: MovingShot, encodedFrames: number, decision: Decision): Reason[] {
  const changed = decision.changed[clip - 1]!
  const runs = decision.laid.runs.filter((run) => framesWithin(run, laid) > 0)
  const codes: ReasonCode[] = [...new Set(changed.map(({ why }) => why))]
  if (encodedFrames > countChanged(changed)) codes.push(leftOver(runs))
  const { speed = 1 } = laid.shot
  return codes.map((code) => reason(code, { clip, speed, to: rateLabel(decision.target.fps) }))
}

/** Why frames that nobody changed are encoded. */
function leftOver(runs: readonly CopyRun[]): ReasonCode {
  if (runs.length === 0) return 'no_whole_inside'
  return runs.some(({ taken }) => taken) ? 'beside_cuts' : 'too_short'
}

function countChanged(changed: readonly ChangedStretch[]): number {
  let end = -Infinity
  let count = 0
  for (const { from, to } of changed.toSorted((a, b) => a.from - b.from)) {
    count += Math.max(0, to - Math.max(from, end))
    end = Math.max(end, to)
  }
  return count
}
