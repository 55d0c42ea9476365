import { afterEach, expect, it } from 'vitest'
import type { BridgeMenu } from '../nodes/contract/bridge.ts'
import { commandById } from './commands.ts'
import { changeLanguage } from './i18n/index.ts'
import { connectNativeMenu, nativeMenus } from './native-menu.ts'
import { useStore } from './store/index.ts'

afterEach(() => changeLanguage('en'))

const itemsOf = (menus: readonly BridgeMenu[]) =>
  menus.flatMap(({ items }) => items.flatMap((item) => (item === 'separator' ? [] : [item])))

it('holds every command that menus offer, once, under a name that a person can read', () => {
  const items = itemsOf(nativeMenus(useStore.getState()))
  expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
  expect(items.filter(({ id }) => !commandById(id))).toEqual([])
  expect(items.filter(({ id, label }) => label === id)).toEqual([])
})

it('says what cannot be done now', () => {
  const undo = itemsOf(nativeMenus(useStore.getState())).find(({ id }) => id === 'undo')
  expect(undo).toMatchObject({ keys: 'Mod+KeyZ', enabled: false })
})

it('is sent again in another language, and only when it changed', async () => {
  const sent: (readonly BridgeMenu[])[] = []
  connectNativeMenu({ setMenu: (menus) => void sent.push(menus), onCommand: () => () => undefined })
  expect(sent).toHaveLength(1)
  useStore.setState({})
  changeLanguage('zh-Hans')
  await expect.poll(() => sent.length).toBe(2)
  expect(sent[1]![0]!.label).not.toBe(sent[0]![0]!.label)
})

it('brings what is chosen to the window', () => {
  let choose: ((id: string) => void) | undefined
  connectNativeMenu({
    setMenu: () => undefined,
    onCommand: (listener) => {
      choose = listener
      return () => undefined
    },
  })
  choose?.('shortcuts')
  expect(useStore.getState().dialog).toBe('shortcuts')
})
