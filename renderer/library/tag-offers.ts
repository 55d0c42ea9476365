import type { Media } from '../../nodes/media.ts'
import { tagKey, type Tag, type TagKind } from '../../nodes/tags.ts'

export interface TagOffer {
  readonly tag: Tag
  /** Nothing is marked with it yet. */
  readonly isNew: boolean
}

interface OfferParts {
  /** What is in use, most used first. */
  readonly known: readonly Tag[]
  /** Each role and what it is called in the language of the window. */
  readonly roles: readonly (readonly [TagKind, string])[]
  readonly score: (tag: Tag) => number
}

const MOST_OFFERED = 12
/** A role before a name, such as “Character: Lin”; full-width colons are typed in Chinese. */
const ROLE = /^\s*([^:：]+)[:：]\s*(.*)$/

/** What to offer for a text: what is in use and fits, then what the text would make anew. */
export function offersFor(text: string, { known, roles, score }: OfferParts): TagOffer[] {
  const asked = text.trim()
  const usable = known.filter(({ kind }) => kind !== 'auto')
  const fresh =
    asked === '' ? roles.map(([kind]) => ({ kind, name: '' })).filter(mayBeNameless) : newTags(asked, roles)
  const found =
    asked === ''
      ? usable
      : usable
          .map((tag) => ({ tag, points: score(tag) }))
          .filter(({ points }) => points > 0)
          .toSorted((a, b) => b.points - a.points)
          .map(({ tag }) => tag)
  const taken = new Set(found.map(tagKey))
  return [
    ...found.slice(0, MOST_OFFERED).map((tag) => ({ tag, isNew: false })),
    ...fresh.filter((tag) => !taken.has(tagKey(tag))).map((tag) => ({ tag, isNew: asked !== '' })),
  ]
}

/** A plain tag, and each role with that name; after “Character:” only that. */
function newTags(asked: string, roles: OfferParts['roles']): Tag[] {
  const [, role = '', name = ''] = ROLE.exec(asked) ?? []
  const named = roles.find(([kind, word]) => same(word, role) || same(kind, role))
  if (named) return [{ kind: named[0], name: name.trim() }]
  const bare = roles.filter(([, word]) => word.toLowerCase().startsWith(asked.toLowerCase()))
  return [
    { kind: 'tag', name: asked },
    ...bare.map(([kind]) => ({ kind, name: '' })).filter(mayBeNameless),
    ...roles.filter(([kind]) => !mayBeNameless({ kind })).map(([kind]) => ({ kind, name: asked })),
  ]
}

/** Where something belongs needs no name; who or what somebody is does. */
function mayBeNameless({ kind }: Pick<Tag, 'kind'>): boolean {
  return kind === 'start-frame' || kind === 'end-frame' || kind === 'music' || kind === 'voice'
}

function same(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase()
}

/** What all of these are marked with, the person's own first. */
export function commonTags(media: readonly Media[]): Tag[] {
  const [first, ...others] = media.map(({ tags = [] }) => tags)
  const sets = others.map((tags) => new Set(tags.map(tagKey)))
  const common = (first ?? []).filter((tag) => sets.every((set) => set.has(tagKey(tag))))
  return [...common.filter(({ kind }) => kind !== 'auto'), ...common.filter(({ kind }) => kind === 'auto')]
}
