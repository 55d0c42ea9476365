import { basename } from 'node:path'
import { AppError } from '../nodes/errors.ts'
import type { MediaFilter, MediaGrouping, MediaSort } from '../nodes/contract/library.ts'
import type { Media } from '../nodes/media.ts'
import type { StoredMedia } from './db/media.ts'
import { createImport, toMedia } from './import-media.ts'
import type { ImportParts, Kept, Origin } from './import-media.ts'
import { adoptOrphan, adoptOrphans, type AdoptOptions } from './import-orphans.ts'
import { importName } from './import-name.ts'
import { createBatch, type Batch } from './import-together.ts'
import { createPlaces } from './links/places.ts'
import { createMediaFiles } from './media-files.ts'
import { createPosters } from './renditions/posters.ts'
import { createStrips } from './renditions/strips.ts'

export interface ManagerParts extends Omit<ImportParts, 'posters' | 'places'> {
  /** Told of a file that was just linked, and of one that was wanted and is not there as it was. */
  readonly noticeLink?: ((id: string) => void) | undefined
}

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
  /** The file stays where it is; the library remembers its place. */
  readonly link?: boolean | undefined
  /** Nothing but the bytes of this media is let in. */
  readonly expect?: string | undefined
}

export interface ListOptions {
  readonly filter?: MediaFilter | undefined
  /** Newest first without it. */
  readonly sort?: MediaSort | undefined
  readonly group?: MediaGrouping | undefined
  readonly limit: number
  readonly offset: number
}

function createRenditions({ folder, store: { tempFolder }, engine }: ManagerParts) {
  const where = { folder, tempFolder, engine }
  return { poster: createPosters(where), strip: createStrips(where) }
}

export type MediaManager = ReturnType<typeof createMediaManager>

/** The library of media: the only one that writes to it, and the only one that knows where its files are. */
export function createMediaManager(parts: ManagerParts) {
  const { tables, store } = parts
  const places = createPlaces(store, tables.links)
  const made = createRenditions(parts)
  const bringIn = createImport({ ...parts, places, posters: made.poster })
  const seen = (media: StoredMedia): Media => toMedia(media, places)
  const answer = ({ media, existed }: Kept): Imported => ({ media: seen(media), existed })
  function require(id: string) {
    const media = tables.media.get(id)
    if (!media) throw new AppError('not_found', { what: 'This file' })
    return media
  }

  return {
    /** Stores a copy of somebody's file. Known bytes answer the media that is there. */
    async importFile(path: string, { name, ...options }: ImportOptions = {}): Promise<Imported> {
      const origin = { name: name ?? basename(path), sourceType: 'uploaded' } as const
      const imported = answer(await bringIn(path, origin, options))
      if (imported.media.linkedPath !== undefined) parts.noticeLink?.(imported.media.id)
      return imported
    },
    /** Takes over a file that was made for the library, checked like any other. It is moved, not copied. */
    async adopt(path: string, origin: Origin & { readonly signal?: AbortSignal }): Promise<Imported> {
      return answer(await bringIn(path, origin, { move: true, signal: origin.signal }))
    },
    /** For many files that come in together or not at all, each with an account of itself. */
    batch: (): Batch => createBatch({ ...parts, places, posters: made.poster }),

    /**
     * Gives every stored file its row that a crash took: between the store and the row there is an instant.
     * Answers the media that came back.
     */
    async recover(options: AdoptOptions = {}): Promise<Media[]> {
      const back: Media[] = []
      for await (const media of adoptOrphans({ ...parts, places, posters: made.poster }, options))
        back.push(seen(media))
      return back
    },
    /** The same for one stored file, given as `filePath`. Throws why it cannot be used. */
    async adoptStored(filePath: string): Promise<Media> {
      const media = await adoptOrphan({ ...parts, places, posters: made.poster }, filePath)
      if (!media) throw new AppError('file_changed', { name: basename(filePath) })
      return seen(media)
    },

    get(id: string): Media | undefined {
      const media = tables.media.get(id)
      return media && seen(media)
    },
    getMany: (ids: readonly string[]): Media[] => tables.media.getMany(ids).map(seen),
    /** One page; `total` counts all of them. */
    list({ filter = {}, sort, group, limit, offset }: ListOptions): { items: Media[]; total: number } {
      const ids = tables.pages.ids(filter, sort, { limit, offset, group })
      return { items: tables.media.getMany(ids).map(seen), total: tables.pages.total(filter) }
    },

    rename(id: string, name: string): Media {
      tables.media.rename(require(id).id, importName(name))
      tables.trash.setNamed(id, Date.now())
      return seen(require(id))
    },
    setFavourite(id: string, favourite: boolean): Media {
      tables.media.setFavourite(id, favourite)
      return seen(require(id))
    },

    ...createMediaFiles({ ...parts, places, made }),
  }
}

/** A media whose file is there, too. */
export function presentMedia(manager: Pick<MediaManager, 'get'>, id: string | undefined): Media | undefined {
  const media = id === undefined ? undefined : manager.get(id)
  return media?.missing ? undefined : media
}
