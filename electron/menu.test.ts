import { describe, expect, it } from 'vitest'
import type { BridgeMenu } from '../nodes/contract/bridge.ts'
import { menuTemplate, toAccelerator } from './menu.ts'

const menus: readonly BridgeMenu[] = [
  { label: '文件', items: [{ id: 'save', label: '保存', keys: 'Mod+KeyS', enabled: true }] },
  {
    label: '编辑',
    items: [
      { id: 'undo', label: '撤销移动', keys: 'Mod+KeyZ', enabled: true },
      'separator',
      { id: 'delete', label: '删除', enabled: false },
    ],
  },
]

describe('the native menu', () => {
  it('shows what the window says, in its words, with the keys that the window listens to', () => {
    const { template } = open(menus)
    expect(template.map(({ label }) => label)).toEqual(['文件', '编辑'])
    expect(template[1]?.submenu).toMatchObject([
      {
        id: 'undo',
        label: '撤销移动',
        enabled: true,
        accelerator: 'CmdOrCtrl+Z',
        registerAccelerator: false,
      },
      { type: 'separator' },
      { id: 'delete', label: '删除', enabled: false },
    ])
  })

  it('can always quit, where the system expects it', () => {
    expect(open(menus).template[0]?.submenu).toMatchObject([
      { id: 'save' },
      { type: 'separator' },
      { role: 'quit' },
    ])
    expect(open(menus, true).template[0]).toEqual({ role: 'appMenu' })
  })

  it('sends what was chosen to the window', () => {
    const { choose, done } = open(menus)
    choose('save')
    choose('undo')
    expect(done).toEqual(['send save', 'send undo'])
  })

  it('leaves keys that the window left to a text field to that field', () => {
    const { choose, done } = open(menus, true)
    choose('undo', true)
    choose('save', true)
    expect(done).toEqual(['native undo', 'send save'])
  })
})

it("spells keys in Electron's words", () => {
  expect(toAccelerator('Mod+Shift+KeyZ')).toBe('CmdOrCtrl+Shift+Z')
  expect(toAccelerator('Mod+Comma')).toBe('CmdOrCtrl+,')
  expect(toAccelerator('Alt+Digit1')).toBe('Alt+1')
  expect(toAccelerator('Shift+ArrowLeft')).toBe('Shift+Left')
  expect(toAccelerator('F8')).toBe('F8')
})

function open(menus: readonly BridgeMenu[], mac = false) {
  const done: string[] = []
  const native = (name: string) => () => void done.push(`native ${name}`)
  const names = ['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll'] as const
  const contents = Object.fromEntries(names.map((name) => [name, native(name)])) as never
  const template = menuTemplate(menus, { send: (id) => void done.push(`send ${id}`), contents, mac })
  const items = template.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []))
  const choose = (id: string, triggeredByAccelerator = false) => {
    const click = items.find((item) => item.id === id)?.click as Click | undefined
    click?.({}, undefined, { triggeredByAccelerator })
  }
  return { template, choose, done }
}

type Click = (item: object, window: undefined, event: { triggeredByAccelerator: boolean }) => void
