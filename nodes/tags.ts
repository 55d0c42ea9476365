import { z } from 'zod'

/**
 * What a person marks a file with, and what the app marks it with by itself. A role says what it is in the drama
 * (“character: Lin”), or where it belongs (“start-frame”, which needs no name). `auto` is the app's: how it was
 * made, by whom, in which workflow.
 */
export const tagKinds = [
  'tag',
  'character',
  'place',
  'prop',
  'style',
  'start-frame',
  'end-frame',
  'music',
  'voice',
  'auto',
] as const
export type TagKind = (typeof tagKinds)[number]

/** Those that a person may leave without a name. */
export const roleKinds = tagKinds.filter((kind) => kind !== 'tag' && kind !== 'auto')

export const Tag = z.object({ kind: z.enum(tagKinds), name: z.string().trim().max(100) })
export type Tag = z.infer<typeof Tag>

/** Two tags are the same whatever their capitals. */
export function tagKey({ kind, name }: Tag): string {
  return `${kind}:${name.normalize('NFKC').toLowerCase()}`
}
