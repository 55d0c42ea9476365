import { extname } from 'node:path'
import { filmCues } from '../../nodes/captions/film-cues.ts'
import { plainCut } from '../../nodes/cut/bind.ts'
import { Music } from '../../nodes/cut/cut.ts'
import type { ClipFacts } from '../../nodes/cut/facts.ts'
import type { FilmPlan } from '../../nodes/cut/film-plan.ts'
import { layOut } from '../../nodes/cut/layout.ts'
import type { FilmRequest } from '../../nodes/engine/services.ts'
import { AppError } from '../../nodes/errors.ts'
import type { HandoffClip, HandoffFilm, HandoffShot } from '../../nodes/handoff/film.ts'
import type { Media } from '../../nodes/media.ts'
import type { MediaManager } from '../media-manager.ts'
import { safeName } from './names.ts'
import type { FilmSource } from './source.ts'

/** A film in the words of every format, and which files must stand beside it for that. */
export interface Handoff {
  readonly film: HandoffFilm
  readonly files: readonly HandoffFile[]
}

export interface HandoffFile {
  /** In the folder beside the hand-off. */
  readonly name: string
  /** A file of the library, or the card that is drawn. */
  readonly from: { readonly mediaId: string } | { readonly card: HandoffShot }
}

export interface HandoffOptions {
  readonly manager: Pick<MediaManager, 'get' | 'pathOf'>
  readonly facts: readonly ClipFacts[]
  readonly plan: Pick<FilmPlan, 'fps' | 'width' | 'height'>
  /** The address of a file, by its name in the folder beside the hand-off. */
  address(file: HandoffFile): string
}

/** Describes a film with every clip, picture, card and sound that it needs, each under one name. */
export function describeFilm(source: FilmSource, request: FilmRequest, options: HandoffOptions): Handoff {
  const { manager, plan } = options
  const facts = new Map(options.facts.map((fact) => [fact.id, fact]))
  const clips = request.clips.map(({ id }) => factsOf(facts, id, manager))
  const cut = request.settings.cut ?? plainCut(clips.length)
  const layout = layOut(cut, clips, plan.fps)
  const naming = createNaming(options)
  const shots = layout.shots.map((laid, index): HandoffShot => {
    const place = laid.shot.clip
    const clip = place === undefined ? undefined : clips[place]
    const origin = place === undefined ? undefined : source.origins[place]
    const media = clip && manager.get(clip.id)
    const number = index + 1
    const name = nameOf(origin?.title, media) ?? laid.shot.card?.title ?? ''
    const shot: HandoffShot = { number, name, laid, take: origin?.take, ...madeBy(media) }
    const ofClip = clip ? naming.clip(clip, { number, name }) : laid.shot.card && naming.card(shot, plan)
    return { ...shot, clip: ofClip }
  })
  const music = request.music && {
    clip: naming.clip(factsOf(facts, request.music.id, manager), {
      name: musicName(manager, request.music.id),
    }),
    settings: cut.music ?? Music.parse({}),
  }
  const { width, height, fps } = plan
  const name = `${source.workflowName} - ${source.title}`
  const cues = filmCues(cut, layout)
  return {
    film: { name, width, height, fps, frames: layout.frames, shots, cues, music },
    files: naming.files,
  }
}

function factsOf(
  facts: ReadonlyMap<string, ClipFacts>,
  id: string,
  manager: HandoffOptions['manager'],
): ClipFacts {
  const found = facts.get(id)
  if (!found) throw new AppError('media_missing', { name: manager.get(id)?.name ?? id })
  return found
}

function createNaming({ manager, address }: HandoffOptions) {
  const files: HandoffFile[] = []
  const clips = new Map<string, HandoffClip>()
  const taken = new Set<string>()
  const add = (name: string, extension: string, from: HandoffFile['from']) => {
    const file = { name: unique(safeName(name), extension, taken), from }
    files.push(file)
    return { name: file.name, url: address(file) }
  }
  return {
    files,
    /** One file, however many shots show it: it is called after the first. */
    clip(facts: ClipFacts, { number, name }: { number?: number; name: string }): HandoffClip {
      const known = clips.get(facts.id)
      if (known) return known
      const { id: mediaId, ...measured } = facts
      const label = number === undefined ? name : `${String(number).padStart(2, '0')} ${name}`
      const clip = { ...measured, mediaId, ...add(label, extname(manager.pathOf(mediaId)), { mediaId }) }
      clips.set(mediaId, clip)
      return clip
    },
    card(shot: HandoffShot, { width, height }: { width: number; height: number }): HandoffClip {
      const label = `${String(shot.number).padStart(2, '0')} ${shot.name || 'Card'}`
      return { kind: 'image', hasSound: false, width, height, ...add(label, '.png', { card: shot }) }
    },
  }
}

/** Systems that do not tell capitals from small letters take two such names for one. */
function unique(stem: string, extension: string, taken: Set<string>): string {
  for (let n = 1; ; n++) {
    const name = `${stem}${n === 1 ? '' : ` ${n}`}${extension}`
    if (taken.has(name.toLowerCase())) continue
    taken.add(name.toLowerCase())
    return name
  }
}

function nameOf(title: string | undefined, media: Media | undefined): string | undefined {
  const name = title || media?.name.replace(/\.[a-z0-9]{2,4}$/i, '')
  return name === '' ? undefined : name
}

function musicName(manager: HandoffOptions['manager'], id: string): string {
  return `Music ${nameOf(undefined, manager.get(id)) ?? ''}`.trim()
}

function madeBy(media: Media | undefined) {
  if (!media?.generation) return {}
  const { provider, model, prompt, params, cost } = media.generation
  const seed = typeof params['seed'] === 'number' ? params['seed'] : undefined
  return { provider, model, prompt, seed, cost }
}
