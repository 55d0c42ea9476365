import { z } from 'zod'
import { Media, MediaId, mediaKinds, sourceTypes } from '../media.ts'
import { Tag } from '../tags.ts'
import { WireErrorRecord } from './wire-error.ts'

const range = z.object({ from: z.number().optional(), to: z.number().optional() })

export const orientations = ['portrait', 'landscape', 'square'] as const

export const recentSpans = ['today', 'week', 'month', 'year'] as const
export type RecentSpan = (typeof recentSpans)[number]

/** Everything in the library that a page may be narrowed to; what is absent narrows nothing. */
export const MediaFilter = z.object({
  /** Words that must all be found: in name, prompt, model, provider, tags, workflow, or the pinyin of those. */
  text: z.string().max(500).optional(),
  kinds: z.array(z.enum(mediaKinds)).optional(),
  favourites: z.boolean().optional(),
  /** In no workflow, neither as a take nor as an input. */
  unused: z.boolean().optional(),
  /** What is in the trash, instead of what is not. */
  trashed: z.boolean().optional(),
  /** Its file was not there when somebody last looked. */
  missing: z.boolean().optional(),
  sources: z.array(z.enum(sourceTypes)).optional(),
  orientation: z.enum(orientations).optional(),
  /** Such as "9:16". */
  aspects: z.array(z.string().max(20)).optional(),
  /** The shorter side, in pixels. */
  shortSide: range.optional(),
  seconds: range.optional(),
  /** Epoch ms. */
  created: range.optional(),
  /** Days counted back from the one on which it is asked, so that a saved search stays what it says. */
  recent: z.enum(recentSpans).optional(),
  /** US dollars. */
  usd: range.optional(),
  providers: z.array(z.string().max(200)).optional(),
  models: z.array(z.string().max(200)).optional(),
  /** All of them. */
  tags: z.array(Tag).max(50).optional(),
  collection: z.string().optional(),
  workflow: z.string().optional(),
})
export type MediaFilter = z.infer<typeof MediaFilter>

export const mediaOrders = ['date', 'name', 'length', 'size', 'cost'] as const
export const MediaSort = z.object({ by: z.enum(mediaOrders), descending: z.boolean() })
export type MediaSort = z.infer<typeof MediaSort>
export const newestFirst: MediaSort = { by: 'date', descending: true }

/** What a list may be put together by: the day, or the node that made it first. */
export const mediaGroupings = ['day', 'node'] as const
export type MediaGrouping = (typeof mediaGroupings)[number]

/** `name` is a day such as "2026-11-21", or a node and its workflow; both are empty for what no node made. */
export const MediaGroup = z.object({
  key: z.string(),
  name: z.string(),
  within: z.string(),
  count: z.number().int(),
})
export type MediaGroup = z.infer<typeof MediaGroup>

/** Where it became one with another tag: the media that had only the first, and those that had both already. */
export const RenamedTag = z.object({
  merged: z.object({ moved: z.array(MediaId), both: z.array(MediaId) }).optional(),
})
export type RenamedTag = z.infer<typeof RenamedTag>

export const MediaPage = z.object({ items: z.array(Media), total: z.number().int() })

const Count = z.object({ name: z.string(), count: z.number().int() })
const NamedCount = Count.extend({ id: z.string() })

/** What there is to narrow to, each with how many it would leave. Nothing of the trash counts. */
export const Facets = z.object({
  counts: z.object({
    all: z.number().int(),
    image: z.number().int(),
    video: z.number().int(),
    audio: z.number().int(),
    favourites: z.number().int(),
    unused: z.number().int(),
    trash: z.number().int(),
    missing: z.number().int(),
  }),
  tags: z.array(z.object({ tag: Tag, count: z.number().int() })),
  providers: z.array(Count),
  models: z.array(Count),
  aspects: z.array(Count),
  workflows: z.array(NamedCount),
  collections: z.array(NamedCount),
})
export type Facets = z.infer<typeof Facets>

export const SavedSearch = z.object({
  id: z.string(),
  name: z.string().min(1).max(100),
  filter: MediaFilter,
  sort: MediaSort,
})
export type SavedSearch = z.infer<typeof SavedSearch>

/** Where a file is used, so that nobody deletes it unaware. */
export const MediaUse = z.object({
  mediaId: MediaId,
  workflowId: z.string(),
  workflowName: z.string(),
  nodeId: z.string(),
  nodeTitle: z.string(),
  nodeType: z.string(),
  as: z.enum(['take', 'active-take', 'input']),
  /** The run that made it here. */
  runId: z.string().optional(),
})
export type MediaUse = z.infer<typeof MediaUse>

/** What is on its way into the library, or did not get there. */
export const workStates = ['pending', 'generating', 'failed'] as const
export const WorkItem = z.object({
  id: z.string(),
  state: z.enum(workStates),
  kind: z.enum(mediaKinds),
  /** The title of the node that wants it. */
  name: z.string(),
  prompt: z.string(),
  provider: z.string().optional(),
  model: z.string().optional(),
  workflowId: z.string().optional(),
  workflowName: z.string(),
  nodeId: z.string(),
  jobId: z.string().optional(),
  error: WireErrorRecord.optional(),
  createdAt: z.number().int(),
})
export type WorkItem = z.infer<typeof WorkItem>
