import type { LinksTable } from '../db/links.ts'
import type { StoredMedia } from '../db/media.ts'
import type { Store } from '../files/store.ts'
import { isAsItWas } from './stamp.ts'

export interface Places {
  /** Where the bytes of a media are: in the store, or where the person keeps them. Undefined if nowhere. */
  find(media: Located): string | undefined
  /** Quicker than `find`. */
  isThere(media: Located): boolean
}

export type Located = Pick<StoredMedia, 'id' | 'filePath' | 'sizeBytes' | 'linkedPath'>

/** The one answer to where the file of a media is, for reading only. */
export function createPlaces(store: Pick<Store, 'find' | 'sizeOf'>, links: Pick<LinksTable, 'get'>): Places {
  // A file of another size is as good as none: it was damaged behind our back.
  const isStored = (media: Located) => store.sizeOf(media.filePath) === media.sizeBytes
  const linked = (media: Located) => {
    const link = media.linkedPath === undefined ? undefined : links.get(media.id)
    return link && isAsItWas(link) ? link.path : undefined
  }
  return {
    find: (media) => (isStored(media) ? store.find(media.filePath) : linked(media)),
    isThere: (media) => isStored(media) || linked(media) !== undefined,
  }
}
