import { AppError } from '../../nodes/errors.ts'
import { displayOrder } from './display-order.ts'
import type { JoinVideo } from './joinable.ts'
import { withConfig } from './picture-entry.ts'
import { inBandSets, shareSettings } from './share-settings.ts'
import { NO_PLACEMENT, type MovieTrack } from './write.ts'

/** Samples of a clip, in decode order, that show frames without a gap. */
export interface PicturePart {
  readonly file: number
  readonly video: JoinVideo
  readonly first: number
  readonly samples: number
}

export interface MergedPictures {
  readonly track: Omit<MovieTrack, 'chunks'> & { readonly sampleTicks: number }
  /** What must stand in front of a sample of this part, if anything. */
  readonly prefix: (part: PicturePart) => ((sample: number) => Buffer | undefined) | undefined
}

/** One track out of many: every frame lasts as long as those of the first part, whatever clock it had before. */
export function mergePictures(parts: readonly PicturePart[]): MergedPictures {
  const [first] = parts
  const shared = first && shareSettings(parts.map(({ video }) => video))
  if (!shared) throw new AppError('internal', {}, { message: 'these pictures cannot share a track' })
  const prefix = shared.kind === 'in_band' ? repeatSets() : () => undefined
  const count = parts.reduce((sum, { samples }) => sum + samples, 0)
  const sizes = new Uint32Array(count)
  const sync = new Uint8Array(count)
  const delays = new Int32Array(count)
  let longest = 0
  let at = 0
  for (const part of parts) {
    const { samples } = part.video.track
    const before = prefix(part)
    sizes.set(samples.sizes.subarray(part.first, part.first + part.samples), at)
    longest = Math.max(longest, fillDelays(part, delays.subarray(at, at + part.samples)))
    for (let i = 0; i < part.samples; i++) {
      sync[at + i] = i === 0 || isSync(part.video, part.first + i) ? 1 : 0
      sizes[at + i]! += before?.(part.first + i)?.length ?? 0
    }
    at += part.samples
  }
  const { entry, track, frameTicks } = first!.video
  // Each clip brings its own delay; in the film every clip's first picture waits equally long.
  const compositions = delays.map((delay) => (delay + longest) * frameTicks)
  return {
    prefix,
    track: {
      kind: 'video',
      timescale: track.timescale,
      entry: withConfig(entry, shared.config),
      placement: commonPlacement(parts),
      mediaTime: longest * frameTicks,
      sampleTicks: frameTicks,
      sizes,
      compositions,
      ...(!sync.every((flag) => flag === 1) && { sync }),
    },
  }
}

/** In frames, how much later each sample is shown than decoded; answers how long the part's first must wait. */
function fillDelays({ video, first, samples }: PicturePart, delays: Int32Array): number {
  const order = displayOrder(video.track, video.frameTicks)?.subarray(first, first + samples)
  if (order?.length !== samples) throw new AppError('internal', {}, { message: 'a part has no such frames' })
  const from = order.reduce((least, frame) => Math.min(least, frame), Infinity)
  let longest = 0
  for (let i = 0; i < samples; i++) {
    delays[i] = order[i]! - from - i
    if (order[i]! - from >= samples) throw new AppError('internal', {}, { message: 'a part has gaps' })
    longest = Math.max(longest, -delays[i]!)
  }
  return longest
}

function isSync({ track: { samples } }: JoinVideo, sample: number): boolean {
  return (samples.sync?.[sample] ?? 1) === 1
}

function repeatSets(): MergedPictures['prefix'] {
  const known = new Map<Buffer, Buffer>()
  return ({ video, first }) => {
    const sets = known.get(video.config) ?? inBandSets(video.config)
    known.set(video.config, sets)
    return (sample) => (sample === first || isSync(video, sample) ? sets : undefined)
  }
}

const UPRIGHT = NO_PLACEMENT.subarray(0, 36)

/** Clips that were filmed on edge stay so; what was encoded to stand between them is upright only in name. */
function commonPlacement(parts: readonly PicturePart[]): Buffer {
  const placements = parts.map(({ video }) => video.track.placement)
  return placements.find((placement) => !placement.subarray(0, 36).equals(UPRIGHT)) ?? placements[0]!
}
