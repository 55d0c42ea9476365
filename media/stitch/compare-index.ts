import { filledTracks } from '../mp4/joinable.ts'
import type { AudioTrack, Probe, VideoTrack } from '../ffmpeg/probe.ts'
import type { Mp4 } from '../mp4/read.ts'
import { displayedSize } from './clip.ts'
import type { FilmFormat, StitchPlan } from './film.ts'
import { rateLabel, sameRate, type Size, sizeLabel } from './frame.ts'

type Promised = Pick<StitchPlan, 'format' | 'fps' | 'frames' | 'width' | 'height' | 'codec' | 'sound'>

/** What the file's index says that the plan did not, in words. */
export function compareIndex(
  { mp4, probe }: { readonly mp4: Mp4; readonly probe: Probe },
  plan: Promised,
  { captions }: { readonly captions: boolean },
): string | undefined {
  const { video, audio } = probe
  if (!video) return 'it has no picture'
  const problem = compareClock(mp4, plan) ?? comparePicture(video, plan)
  if (problem) return problem
  const end = video.startSeconds + (video.durationSeconds ?? 0)
  if (plan.sound.action === 'none' ? audio : !audio) {
    return audio ? 'it has sound that was not asked for' : 'its sound is missing'
  }
  const unlike = audio && plan.format.audio && compareSound(audio, plan.format.audio, end)
  if (unlike) return unlike
  const texts = mp4.tracks.filter(({ kind }) => kind === 'other').length
  return texts === (captions ? 1 : 0) ? undefined : 'its captions are not as asked'
}

function comparePicture(video: VideoTrack, plan: Promised): string | undefined {
  if (!isOfSize(video, plan) && !isOfSize(displayedSize(video), plan)) {
    return `it is ${sizeLabel(video)} instead of ${sizeLabel(plan)}`
  }
  if (video.codec !== plan.codec) return `it is ${video.codec} instead of ${plan.codec}`
  if (!sameRate(video.fps, plan.fps)) {
    return `it runs at ${rateLabel(video.fps)} instead of ${rateLabel(plan.fps)} fps`
  }
  const seconds = (plan.frames * plan.fps.den) / plan.fps.num
  const lasts = video.durationSeconds ?? 0
  if (Math.abs(lasts - seconds) > plan.fps.den / plan.fps.num) {
    return `it lasts ${lasts.toFixed(2)} instead of ${seconds.toFixed(2)} s`
  }
  return video.startSeconds === 0 ? undefined : 'its picture starts late'
}

/** Encoders like even lengths, so a pixel more or less is no mistake. */
function isOfSize(size: Size, { width, height }: Size): boolean {
  return Math.abs(size.width - width) <= 1 && Math.abs(size.height - height) <= 1
}

/** Every frame is there and lasts as long as every other one. */
function compareClock(mp4: Mp4, { frames }: Promised): string | undefined {
  const [track, second] = filledTracks(mp4, 'video')
  if (!track || second) return 'it has not exactly one picture'
  const { count, durations } = track.samples
  if (count !== frames) return `it has ${count} of ${frames} frames`
  for (let i = 1; i < count; i++)
    if (durations[i] !== durations[0]) return 'its frames do not last equally long'
  return undefined
}

function compareSound(
  audio: AudioTrack,
  expected: NonNullable<FilmFormat['audio']>,
  end: number,
): string | undefined {
  if (audio.sampleRate !== expected.sampleRate || audio.channels !== expected.channels) {
    return 'its sound has another format'
  }
  if (audio.startSeconds !== 0) return 'its sound starts late'
  const differs = Math.abs(audio.startSeconds + (audio.durationSeconds ?? 0) - end)
  return differs > 1024 / audio.sampleRate ? 'its sound and its picture do not end together' : undefined
}
