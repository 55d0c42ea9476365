import { describe, expect, it } from 'vitest'
import type { MediaFilter } from '../../nodes/contract/library.ts'
import {
  changed,
  chipsOf,
  isNarrowed,
  onTab,
  sortedBy,
  tabOf,
  toggled,
  unnarrowed,
  withoutChip,
} from './query.ts'

const lin = { kind: 'character', name: '林薇' } as const
const busy: MediaFilter = {
  text: 'rain',
  kinds: ['video'],
  sources: ['generated', 'stitched'],
  tags: [lin],
  seconds: { from: 5, to: 15 },
}

it('says nothing that narrows nothing', () => {
  expect(
    changed({ text: 'rain' }, { text: '', kinds: undefined, favourites: false, tags: [], seconds: {} }),
  ).toEqual({})
})

describe('a tab', () => {
  it('is known from the filter, and leaves what else narrows it', () => {
    expect(tabOf(busy)).toBe('video')
    const trash = onTab(busy, 'trash')
    expect(trash).toEqual({ ...changed(busy, { kinds: undefined }), trashed: true })
    expect(tabOf(onTab(trash, 'favourites'))).toBe('favourites')
    expect(onTab(trash, 'all')).toEqual(changed(busy, { kinds: undefined }))
  })

  it('is none where two kinds are wanted', () => {
    expect(tabOf({ kinds: ['image', 'video'] })).toBeUndefined()
  })
})

describe('what narrows the list', () => {
  it('goes away one by one, until only the tab is left', () => {
    const chips = chipsOf(busy)
    expect(chips).toEqual([
      { field: 'seconds' },
      { field: 'sources', value: 'generated' },
      { field: 'sources', value: 'stitched' },
      { field: 'tags', value: lin },
    ])
    const bare = chips.reduce(withoutChip, busy)
    expect(bare).toEqual({ text: 'rain', kinds: ['video'] })
    expect([isNarrowed(bare), isNarrowed(unnarrowed(busy))]).toEqual([true, false])
    expect(unnarrowed(busy)).toEqual({ kinds: ['video'] })
  })

  it('knows a tag whatever its capitals', () => {
    const style = (name: string) => ({ field: 'tags', value: { kind: 'style', name } }) as const
    expect(toggled({ tags: [style('Ink').value] }, style('INK'))).toEqual({})
  })
})

it('turns the order round when the same heading is chosen again', () => {
  const byName = sortedBy({ by: 'date', descending: true }, 'name')
  expect(byName).toEqual({ by: 'name', descending: false })
  expect(sortedBy(byName, 'name')).toEqual({ by: 'name', descending: true })
  expect(sortedBy(byName, 'size')).toEqual({ by: 'size', descending: true })
})
