import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeLanguage } from '../../i18n/index.ts'
import { useStore } from '../../store/index.ts'
import { findEntries } from './palette-entries.ts'

const labels = (search: string) => findEntries(useStore.getState(), search).map(({ label }) => label)

beforeEach(() => changeLanguage('en'))
afterEach(() => changeLanguage('en'))

describe('the palette', () => {
  it.each(['text to video', 'Add text to v', 'ttv', '文生视频', 'wssp'])(
    'finds a type of node by %j',
    (search) => {
      expect(labels(search)).toContain('Add Text to Video')
    },
  )

  it('finds it in the Chinese window by either language', () => {
    changeLanguage('zh-Hans')
    const [chinese] = labels('文生视频')
    expect(chinese).toMatch(/^添加/)
    expect(labels('text to video')).toContain(chinese)
    expect(labels('add text to video')).toContain(chinese)
  })

  it('offers a note once', () => {
    expect(labels('add note').filter((label) => /^add note$/i.test(label))).toHaveLength(1)
  })

  it('puts what can be done now before what cannot', () => {
    const ready = findEntries(useStore.getState(), '').map((entry) => entry.ready)
    expect(ready).toEqual(ready.toSorted((a, b) => Number(b) - Number(a)))
    expect(new Set(ready)).toEqual(new Set([true, false]))
  })

  it('puts a node of that type on the canvas and selects it', () => {
    const [first] = findEntries(useStore.getState(), 'add text to video')
    first!.perform()
    const { document, selection } = useStore.getState()
    expect(document.nodes.find(({ id }) => id === selection[0])?.type).toBe('text-to-video')
  })
})
