import { describe, expect, it } from 'vitest'
import { commands, commandLabel, performCommand } from './commands.ts'
import { keysText, normalised, pressed } from './commands/keys.ts'
import { resources } from './i18n/index.ts'
import { useStore } from './store/index.ts'

const press = (code: string, held: Partial<Record<'ctrl' | 'meta' | 'shift' | 'alt', true>> = {}) => ({
  code,
  ctrlKey: held.ctrl ?? false,
  metaKey: held.meta ?? false,
  shiftKey: held.shift ?? false,
  altKey: held.alt ?? false,
})

describe('the registry of commands', () => {
  it.each(Object.entries(resources))(
    'has words in %s for every command, and no others',
    (_language, words) => {
      const labels = Object.entries(words.commands.labels)
      expect(labels.map(([id]) => id).toSorted()).toEqual(commands.map(({ id }) => id).toSorted())
      expect(labels.filter(([, label]) => label.trim() === '')).toEqual([])
    },
  )

  it('names each command once', () => {
    expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length)
    expect(commands.every(({ id }) => /^[a-z0-9]+(-[a-z0-9]+)*$/.test(id))).toBe(true)
  })

  it('gives the same keys to no two commands that could both hear them', () => {
    const taken = commands.flatMap(({ id, scope, keys = [] }) =>
      keys.map((key) => ({ key: normalised(key), scope, id })),
    )
    const twice = taken.filter((one, index) =>
      taken
        .slice(0, index)
        .some(
          ({ key, scope }) => key === one.key && (scope === one.scope || [scope, one.scope].includes('all')),
        ),
    )
    expect(twice).toEqual([])
  })

  it('never takes keys that write letters from somebody who writes', () => {
    const writing = commands.filter(
      ({ whileTyping, keys = [] }) => whileTyping && keys.some((key) => !/^(Mod\+|F\d|Shift\+F\d)/.test(key)),
    )
    expect(writing).toEqual([])
  })

  it('does nothing while a command is unavailable or unknown', () => {
    const before = useStore.getState().document
    performCommand('delete')
    performCommand('undo')
    performCommand('no-such-command')
    expect(useStore.getState().document).toBe(before)
  })

  it('performs a command that is available', () => {
    useStore.getState().addNode('prompt')
    performCommand('duplicate')
    expect(useStore.getState().document.nodes).toHaveLength(2)
    performCommand('undo')
    performCommand('undo')
    expect(useStore.getState().document.nodes).toHaveLength(0)
    expect(commandLabel('undo')).toBe('Undo')
  })
})

describe('keys', () => {
  it('are told by their place on the keyboard, not by what is printed there', () => {
    expect(pressed(press('KeyZ', { ctrl: true, shift: true }), 'linux')).toBe('Mod+Shift+KeyZ')
    expect(pressed(press('KeyZ', { meta: true }), 'darwin')).toBe('Mod+KeyZ')
  })

  it('of the system are not ours', () => {
    expect(pressed(press('KeyC', { ctrl: true }), 'darwin')).toBe('Foreign+KeyC')
    expect(pressed(press('KeyC', { meta: true }), 'win32')).toBe('Foreign+KeyC')
  })

  it('of the number pad count as the others', () => {
    expect(pressed(press('Numpad1', { shift: true }), 'linux')).toBe('Shift+Digit1')
    expect(pressed(press('NumpadEnter', { ctrl: true }), 'linux')).toBe('Mod+Enter')
  })

  it.each([
    ['Shift+Mod+KeyZ', 'Ctrl+Shift+Z', '⌘⇧Z'],
    ['Mod+Digit0', 'Ctrl+0', '⌘0'],
    ['Alt+ArrowRight', 'Alt+→', '⌥→'],
    ['Mod+Equal', 'Ctrl++', '⌘+'],
  ])('%s is printed as %s, on a Mac as %s', (keys, printed, onMac) => {
    expect(keysText(keys, 'linux')).toBe(printed)
    expect(keysText(keys, 'darwin')).toBe(onMac)
  })
})
