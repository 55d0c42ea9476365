import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openCore, type Core } from '../../media/core.ts'
import type { RunNode } from '../../nodes/contract/records.ts'
import { answer, createCaller, type Caller } from '../../nodes/contract/rpc.ts'
import { bindCut } from '../../nodes/cut/bind.ts'
import { Cut } from '../../nodes/cut/cut.ts'
import type { FilmPlan } from '../../nodes/cut/film-plan.ts'
import { emptyDocument, type Connection, type DocumentNode } from '../../nodes/graph/document.ts'
import type { Media } from '../../nodes/media.ts'

/** A real library in a folder of its own, in which films are made as the app makes them. */
export interface FilmLab {
  readonly core: Core
  readonly call: Caller
  readonly folder: string
  /** Brings a file in. Throws what the person would be told. */
  bring(path: string): Promise<Media>
  film(clips: readonly Media[], settings?: FilmAsk): Promise<MadeFilm>
  close(): Promise<void>
}

export interface FilmAsk {
  readonly size?: string
  readonly fps?: string
  readonly fit?: string
  /** Shots name clips by `wire-<place>`. */
  readonly cut?: Partial<Cut>
}

export interface MadeFilm {
  /** What the window would have shown before. */
  readonly before: FilmPlan | undefined
  /** The same once every clip was looked through: what was done. */
  readonly plan: FilmPlan | undefined
  /** The run's own word on it: state, note, error. */
  readonly node: RunNode
  /** Where the film is; undefined if none was made. */
  readonly path: string | undefined
  readonly media: Media | undefined
}

const INPUT_PORTS: Record<Media['kind'], string> = { video: 'clips', image: 'clips', audio: 'music' }

export async function openFilmLab(): Promise<FilmLab> {
  const folder = mkdtempSync(join(tmpdir(), 'sceneloom-film-'))
  const core = await openCore({ dataFolder: folder, version: 'test' })
  const call = createCaller((name, input) => answer(core.handlers, name, input))
  return {
    core,
    call,
    folder,
    bring: async (path) => (await core.importFile(path)).media,
    film: (clips, settings) => makeFilm({ core, call }, clips, settings),
    async close() {
      await core.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function makeFilm(
  { core, call }: Pick<FilmLab, 'core' | 'call'>,
  clips: readonly Media[],
  settings: FilmAsk = {},
): Promise<MadeFilm> {
  const { id } = await call('workflows.create', { name: 'Film', document: documentOf(clips, settings) })
  const { rev } = await call('workflows.open', { id })
  const before = await planOf(call, clips, settings).catch(() => undefined)
  const run = await call('runs.start', { workflowId: id, rev, target: { kind: 'all' } })
  const ended = await core.runs.finished(run.id)
  const node = ended.nodes.find(({ nodeId }) => nodeId === 'film')
  if (!node) throw new Error('The film was not part of the run')
  const media = node.mediaId === undefined ? undefined : core.manager.get(node.mediaId)
  const plan = await planOf(call, clips, settings).catch(() => undefined)
  return { before, plan, node, media, path: media && core.manager.pathOf(media.id) }
}

function documentOf(clips: readonly Media[], settings: FilmAsk) {
  const nodes = clips.map(({ id, kind }, index): DocumentNode => ({
    id: `clip-${index}`,
    type: 'media',
    version: 1,
    title: `Clip ${index + 1}`,
    position: { x: 0, y: 200 * index },
    params: { mediaId: id, kind },
  }))
  const film = {
    id: 'film',
    type: 'video-stitcher',
    version: 1,
    title: 'Film',
    position: { x: 400, y: 0 },
    params: { ...settings },
  }
  const connections = clips.map(({ kind }, index): Connection => ({
    id: `wire-${index}`,
    from: { node: `clip-${index}`, port: kind },
    to: { node: 'film', port: INPUT_PORTS[kind] },
  }))
  return { ...emptyDocument(), nodes: [...nodes, film], connections }
}

/** What the window asks before anything is rendered. */
async function planOf(
  call: Caller,
  clips: readonly Media[],
  { cut, ...settings }: FilmAsk,
): Promise<FilmPlan> {
  const pictures = clips.filter(({ kind }) => kind !== 'audio')
  const music = clips.find(({ kind }) => kind === 'audio')?.id
  const wires = pictures.map((media) => ({ id: `wire-${clips.indexOf(media)}` }))
  const bound = cut && bindCut(Cut.parse(cut), wires)
  return call('cut.plan', {
    clips: pictures.map(({ id }) => id),
    ...(music !== undefined && { music }),
    settings: {
      size: 'auto',
      fps: 'auto',
      fit: 'fit',
      ...(settings as object),
      ...(bound && { cut: bound }),
    },
  })
}
