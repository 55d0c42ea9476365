import { filmCues } from '../../nodes/captions/film-cues.ts'
import type { BoundCut } from '../../nodes/cut/cut.ts'
import { AppError } from '../../nodes/errors.ts'
import { type FilmParts, silentPacketsOf } from '../mp4/join.ts'
import { type Joinable, type JoinAudio, type JoinVideo, readJoinable } from '../mp4/joinable.ts'
import type { FilmClip, Piece, StitchPlan } from './film.ts'
import { readPart } from './read-part.ts'
import { silentPacket } from './silence.ts'
import type { FilmFile } from './write-film.ts'

/** Everything a film is joined from: the parts name their files by place. */
export interface Assembly {
  readonly parts: FilmParts
  readonly files: readonly FilmFile[]
}

export interface Made {
  readonly plan: StitchPlan
  readonly cut: BoundCut
  readonly clips: readonly (FilmClip & FilmFile)[]
  /** The files of each rendered piece, in order. */
  readonly rendered: ReadonlyMap<Piece, readonly string[]>
  /** The file of the sound, where it was mixed anew. */
  readonly sound?: string | undefined
  readonly metadata?: Readonly<Record<string, string>> | undefined
}

/** Lays copied stretches, rendered pieces, sound and captions side by side, ready to be joined. */
export async function assembleFilm(made: Made): Promise<Assembly> {
  const { plan, cut, clips, metadata } = made
  const files: FilmFile[] = [...clips]
  const add = (path: string) => files.push({ path, name: 'A part of the film' }) - 1
  const pictures: FilmParts['pictures'][number][] = []
  for (const piece of plan.pieces) {
    if (piece.kind === 'copy') {
      const { clip: file, first, samples } = piece
      pictures.push({ file, video: needVideo(clips[file]?.clip?.joinable), first, samples })
      continue
    }
    let frames = 0
    for (const path of made.rendered.get(piece) ?? []) {
      const video = needVideo(readJoinable(await readPart(path, 'the film')))
      const samples = video.track.samples.count
      pictures.push({ file: add(path), video, first: 0, samples })
      frames += samples
    }
    if (frames !== piece.frames) {
      const message = `rendered ${frames} of ${piece.frames} frames at ${piece.at}`
      throw new AppError('encode_unfinished', { what: 'the film' }, { message })
    }
  }
  const captions = cut.captions?.show === 'track' ? filmCues(cut, plan.layout) : []
  const parts = { pictures, ...(captions.length > 0 && { captions }), ...(metadata && { metadata }) }
  return { parts: { ...parts, sound: await soundOf(made, parts, add) }, files }
}

async function soundOf(
  { plan, clips, sound }: Made,
  parts: FilmParts,
  add: (path: string) => number,
): Promise<FilmParts['sound']> {
  switch (plan.sound.action) {
    case 'none':
      return undefined
    case 'encode':
      return sound === undefined
        ? undefined
        : { kind: 'file', file: add(sound), audio: await readSound(sound) }
    case 'copy': {
      const shots = plan.layout.shots.map(({ shot, source, frames }) => {
        const file = shot.clip ?? 0
        const { audio, pictureStart } =
          (shot.clip === undefined ? undefined : clips[file]?.clip?.joinable) ?? {}
        return { file, audio, pictureStart, fps: source?.fps, from: source?.from ?? 0, frames }
      })
      const packets = { kind: 'packets', shots } as const
      const audio = shots.find((shot) => shot.audio)?.audio
      const needsSilence = audio && silentPacketsOf({ ...parts, sound: packets }) > 0
      return needsSilence ? { ...packets, silence: silentPacket(audio) } : packets
    }
  }
}

async function readSound(path: string): Promise<JoinAudio> {
  const { audio } = readJoinable(await readPart(path, 'the sound of the film'))
  if (!audio) throw new AppError('encode_unfinished', { what: 'the sound of the film' })
  return audio
}

function needVideo(joinable: Joinable | undefined): JoinVideo {
  if (joinable?.video) return joinable.video
  throw new AppError('internal', {}, { message: 'a plan copies a clip that cannot be copied' })
}
