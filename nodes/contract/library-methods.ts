import { z } from 'zod'
import { MediaId, Media } from '../media.ts'
import { Tag } from '../tags.ts'
import {
  Facets,
  MediaFilter,
  MediaGroup,
  MediaPage,
  MediaSort,
  MediaUse,
  RenamedTag,
  SavedSearch,
  WorkItem,
  mediaGroupings,
  workStates,
} from './library.ts'

const nothing = z.object({})
const byId = z.object({ id: z.string() })
const ids = z.array(MediaId).min(1).max(10_000)
const page = { limit: z.number().int().min(1).max(500), offset: z.number().int().min(0) }

/** Everything made and imported: finding it, marking it, throwing it away. */
export const libraryMethods = {
  /** Newest first unless asked otherwise. */
  'media.list': {
    input: z.object({
      filter: MediaFilter.optional(),
      sort: MediaSort.optional(),
      /** Groups stand together, as `media.groups` names them, and are sorted each for itself. */
      group: z.enum(mediaGroupings).optional(),
      ...page,
    }),
    output: MediaPage,
  },
  /** How the list falls into groups, in its order: headings are known before their pages are read. */
  'media.groups': {
    input: z.object({ filter: MediaFilter.optional(), by: z.enum(mediaGroupings), descending: z.boolean() }),
    output: z.array(MediaGroup),
  },
  'media.get': { input: z.object({ ids: z.array(MediaId).max(1_000) }), output: z.array(Media) },
  'media.facets': { input: nothing, output: Facets },
  'media.rename': { input: z.object({ id: MediaId, name: z.string().min(1).max(500) }), output: Media },
  'media.favourite': { input: z.object({ id: MediaId, favourite: z.boolean() }), output: Media },
  /** What the app itself put on a file stays. Answers the media as they are now. */
  'media.tag': {
    input: z.object({ ids, add: z.array(Tag).max(50).default([]), remove: z.array(Tag).max(50).default([]) }),
    output: z.array(Media),
  },
  /** A tag of the person's gets another name, or becomes one with another. */
  'tags.rename': { input: z.object({ from: Tag, to: Tag }), output: RenamedTag },
  'media.uses': { input: z.object({ ids }), output: z.array(MediaUse) },
  /** Pending, being made, or failed: newest first. */
  'media.work': {
    input: z.object({ states: z.array(z.enum(workStates)).optional(), ...page }),
    output: z.object({ items: z.array(WorkItem), total: z.number().int() }),
  },

  /** Into the trash: out of sight, and back at any time. Nothing in a workflow changes. */
  'media.trash': { input: z.object({ ids }), output: nothing },
  'media.restore': { input: z.object({ ids }), output: nothing },
  /** For good, and only what is in the trash; without ids all of it. Answers what was freed. */
  'media.purge': {
    input: z.object({ ids: ids.optional() }),
    output: z.object({ items: z.number().int(), bytes: z.number() }),
  },

  'collections.list': {
    input: nothing,
    output: z.array(z.object({ id: z.string(), name: z.string(), count: z.number().int() })),
  },
  /** With the id of one that was removed it comes back as that one. */
  'collections.create': {
    input: z.object({
      id: z.uuid().optional(),
      name: z.string().trim().min(1).max(100),
      ids: z.array(MediaId).max(10_000).default([]),
    }),
    output: byId,
  },
  'collections.rename': { input: byId.extend({ name: z.string().trim().min(1).max(100) }), output: nothing },
  /** Its media stay. Answers which it had, in their order, for whoever makes it again. */
  'collections.remove': { input: byId, output: z.object({ ids: z.array(MediaId) }) },
  /** Answers what really came and went. */
  'collections.change': {
    input: byId.extend({
      add: z.array(MediaId).max(10_000).default([]),
      remove: z.array(MediaId).max(10_000).default([]),
    }),
    output: z.object({ added: z.array(MediaId), removed: z.array(MediaId) }),
  },

  'searches.list': { input: nothing, output: z.array(SavedSearch) },
  /** A new one without an id. */
  'searches.save': { input: SavedSearch.partial({ id: true }), output: SavedSearch },
  'searches.remove': { input: byId, output: nothing },
} as const
