import { basename } from 'node:path'
import { AppError } from '../nodes/errors.ts'
import type { Media } from '../nodes/media.ts'
import type { MediaQuery } from './db/media.ts'
import { createImport, toMedia } from './import-media.ts'
import type { ImportParts, Kept, Origin } from './import-media.ts'
import { adoptOrphans } from './import-orphans.ts'
import { importName } from './import-name.ts'
import { createPosters } from './renditions/posters.ts'
import { createStrips } from './renditions/strips.ts'
import { mimeOf } from './sniff.ts'

export type ManagerParts = Omit<ImportParts, 'posters'>

export interface Imported {
  readonly media: Media
  /** The library already had these bytes: nothing was stored. */
  readonly existed: boolean
}

export interface ImportOptions {
  readonly name?: string | undefined
  readonly signal?: AbortSignal | undefined
  /** 0 to 1. */
  readonly onProgress?: ((fraction: number) => void) | undefined
}

export interface ListOptions extends MediaQuery {
  readonly limit: number
  readonly offset: number
}

/** A file as the shells serve it. */
export interface ServedFile {
  readonly path: string
  readonly contentType: string
}

function createRenditions({ folder, store: { tempFolder }, engine }: ManagerParts) {
  const where = { folder, tempFolder, engine }
  return { poster: createPosters(where), strip: createStrips(where) }
}

export type MediaManager = ReturnType<typeof createMediaManager>

/** The library of media: the only one that writes to it, and the only one that knows where its files are. */
export function createMediaManager(parts: ManagerParts) {
  const { tables, store } = parts
  const made = createRenditions(parts)
  const bringIn = createImport({ ...parts, posters: made.poster })
  const answer = ({ media, existed }: Kept): Imported => ({ media: toMedia(media, store), existed })
  function require(id: string) {
    const media = tables.media.get(id)
    if (!media) throw new AppError('not_found', { what: 'This file' })
    return media
  }
  /** Inside the store and as long as it should be, or undefined. */
  function find(id: string): string | undefined {
    const media = tables.media.get(id)
    return media && store.sizeOf(media.filePath) === media.sizeBytes ? store.find(media.filePath) : undefined
  }

  return {
    /** Stores a copy of somebody's file. Known bytes answer the media that is there. */
    async importFile(path: string, { name, ...options }: ImportOptions = {}): Promise<Imported> {
      return answer(await bringIn(path, { name: name ?? basename(path), sourceType: 'uploaded' }, options))
    },
    /** Takes over a file that was made for the library, checked like any other. It is moved, not copied. */
    async adopt(path: string, origin: Origin & { readonly signal?: AbortSignal }): Promise<Imported> {
      return answer(await bringIn(path, origin, { move: true, signal: origin.signal }))
    },

    /**
     * Gives every stored file its row that a crash took: between the store and the row there is an instant.
     * Answers the media that came back.
     */
    recover: async (): Promise<Media[]> =>
      (await adoptOrphans({ ...parts, posters: made.poster })).map((media) => toMedia(media, store)),

    get(id: string): Media | undefined {
      const media = tables.media.get(id)
      return media && toMedia(media, store)
    },
    getMany: (ids: readonly string[]): Media[] =>
      tables.media.getMany(ids).map((media) => toMedia(media, store)),
    /** Newest first; `total` counts all pages. */
    list({ limit, offset, ...query }: ListOptions): { items: Media[]; total: number } {
      const items = tables.media.list(query, { limit, offset }).map((media) => toMedia(media, store))
      return { items, total: tables.media.count(query) }
    },

    rename(id: string, name: string): Media {
      tables.media.rename(require(id), importName(name))
      return toMedia(require(id), store)
    },
    setFavourite(id: string, favourite: boolean): Media {
      tables.media.setFavourite(id, favourite)
      return toMedia(require(id), store)
    },

    /** Where the file is, for reading only. Throws media_missing if it is gone. */
    pathOf(id: string): string {
      const { name } = require(id)
      const path = find(id)
      if (!path) throw new AppError('media_missing', { name })
      return path
    },
    fileOf(id: string): ServedFile | undefined {
      const path = find(id)
      return path === undefined
        ? undefined
        : { path, contentType: mimeOf(path.slice(path.lastIndexOf('.') + 1)) }
    },
    /** A small picture of a media; undefined where it has none: a sound has no poster, a picture no strip. */
    async renditionOf(id: string, rendition: 'poster' | 'strip'): Promise<ServedFile | undefined> {
      const media = tables.media.get(id)
      const path = media && (await made[rendition].of(media, find(id)))
      return path === undefined ? undefined : { path, contentType: 'image/jpeg' }
    },
  }
}

/** A media whose file is there, too. */
export function presentMedia(manager: Pick<MediaManager, 'get'>, id: string | undefined): Media | undefined {
  const media = id === undefined ? undefined : manager.get(id)
  return media?.missing ? undefined : media
}
