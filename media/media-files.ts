import { extname } from 'node:path'
import { AppError } from '../nodes/errors.ts'
import type { Tables } from './db/tables.ts'
import type { Places } from './links/places.ts'
import type { Posters } from './renditions/posters.ts'
import type { Strips } from './renditions/strips.ts'
import { mimeOf } from './sniff.ts'

/** A file as the shells serve it. */
export interface ServedFile {
  readonly path: string
  readonly contentType: string
}

export interface MediaFilesParts {
  readonly tables: Pick<Tables, 'media'>
  readonly places: Places
  readonly made: { readonly poster: Posters; readonly strip: Strips }
  /** Told of a linked file that was wanted and is not there as it was. */
  readonly noticeLink?: ((id: string) => void) | undefined
}

/** Where the files of media are, for reading only: in the store, or where the person keeps them. */
export function createMediaFiles({ tables, places, made, noticeLink }: MediaFilesParts) {
  /** In the store and as long as it should be, or linked and as it was. */
  function find(id: string) {
    const media = tables.media.get(id)
    const path = media && places.find(media)
    if (media && path === undefined && media.linkedPath !== undefined) noticeLink?.(id)
    return { media, path }
  }
  return {
    /** Throws media_missing if it is gone. */
    pathOf(id: string): string {
      const { media, path } = find(id)
      if (!media) throw new AppError('not_found', { what: 'This file' })
      if (path === undefined) throw new AppError('media_missing', { name: media.name })
      return path
    },
    fileOf(id: string): ServedFile | undefined {
      const { media, path } = find(id)
      // What the bytes are decides, not what a linked file happens to be called.
      return media && path !== undefined
        ? { path, contentType: mimeOf(extname(media.filePath).slice(1)) }
        : undefined
    },
    /** A small picture of a media; undefined where it has none: a sound has no poster, a picture no strip. */
    async renditionOf(id: string, rendition: 'poster' | 'strip'): Promise<ServedFile | undefined> {
      const { media, path: original } = find(id)
      const path = media && (await made[rendition].of(media, original))
      return path === undefined ? undefined : { path, contentType: 'image/jpeg' }
    },
  }
}
