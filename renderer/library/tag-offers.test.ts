import { expect, it } from 'vitest'
import type { Tag, TagKind } from '../../nodes/tags.ts'
import { bestScore } from '../ui/match.ts'
import { file } from '../store/test-library.ts'
import { commonTags, offersFor } from './tag-offers.ts'

const known: Tag[] = [
  { kind: 'character', name: '林薇' },
  { kind: 'tag', name: 'night' },
  { kind: 'auto', name: 'generated' },
]
const roles: [TagKind, string][] = [
  ['character', 'Character'],
  ['place', 'Place'],
  ['start-frame', 'Start frame'],
]
const offered = (text: string) =>
  offersFor(text, { known, roles, score: ({ name }) => bestScore([name], text) }).map(
    ({ tag, isNew }) => `${isNew ? 'new ' : ''}${tag.kind}:${tag.name}`,
  )

it('offers what is in use before anything is typed, and roles that need no name', () => {
  expect(offered('')).toEqual(['character:林薇', 'tag:night', 'start-frame:'])
})

it('finds Chinese names by pinyin', () => {
  expect(offered('linwei')[0]).toBe('character:林薇')
  expect(offered('lw')[0]).toBe('character:林薇')
})

it('offers to make what was typed: a tag first, then each role with that name', () => {
  expect(offered('rain')).toEqual(['new tag:rain', 'new character:rain', 'new place:rain'])
  expect(offered('Night')).toEqual(['tag:night', 'new character:Night', 'new place:Night'])
})

it('understands a role before the name, also with a Chinese colon', () => {
  expect(offered('Place: 雨巷')).toEqual(['new place:雨巷'])
  expect(offered('character：林薇')).toEqual(['new character:林薇'])
})

it('completes a role that needs no name from its first letters', () => {
  expect(offered('start')).toContain('new start-frame:')
})

it('shows of several files what all have, the own tags first', () => {
  const [lin, night, made] = known as [Tag, Tag, Tag]
  const files = [file(1, { tags: [made, lin, night] }), file(2, { tags: [{ ...lin }, made] })]
  expect(commonTags(files)).toEqual([lin, made])
  expect(commonTags([])).toEqual([])
})
