import type { BrowserWindow } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { closeOnceSaved } from './closing.ts'
import * as fake from './fake-electron.ts'

vi.mock('electron', () => import('./fake-electron.ts'))

const [STAY, CLOSE_ANYWAY] = [0, 1]

beforeEach(() => {
  vi.useFakeTimers()
  fake.restart()
})
afterEach(() => void vi.useRealTimers())

/** A window whose page stays until `save` is called. */
function open(language: 'system' | 'zh-Hans' = 'system') {
  const window = new fake.BrowserWindow({})
  let saved = false
  window.webContents.staysOpen = () => !saved
  closeOnceSaved(window as unknown as BrowserWindow, () => Promise.resolve(language))
  return { window, save: () => (saved = true) }
}

describe('closing the window', () => {
  it('waits for a save that is on its way, and asks nothing', async () => {
    const { window, save } = open()
    window.close()
    await vi.advanceTimersByTimeAsync(300)
    expect(window.destroyed).toBe(false)
    save()
    await vi.advanceTimersByTimeAsync(300)
    expect(window.destroyed).toBe(true)
    expect(fake.said.questions).toEqual([])
  })

  it('asks once when the library does not take it, and stays', async () => {
    fake.answers.button = STAY
    const { window } = open()
    window.close()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(window.destroyed).toBe(false)
    expect(fake.said.questions).toMatchObject([{ defaultId: STAY, cancelId: STAY }])
    window.close()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(fake.said.questions).toHaveLength(2)
  })

  it('closes anyway when the person says so', async () => {
    fake.answers.button = CLOSE_ANYWAY
    const { window } = open('zh-Hans')
    window.close()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(window.destroyed).toBe(true)
    expect(fake.said.questions).toMatchObject([{ buttons: ['留下', '仍然关闭'] }])
  })

  it('neither asks nor closes when it is a reload that the page refused', async () => {
    fake.answers.button = CLOSE_ANYWAY
    const { window } = open()
    fake.emitPreventable(window.webContents, 'will-prevent-unload')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(window.destroyed).toBe(false)
    expect(fake.said.questions).toEqual([])
  })
})
