import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { placeWindow, readWindowState, writeWindowState } from './window-state.ts'

const laptop = { x: 0, y: 0, width: 1280, height: 760 }
const desk = { x: 1280, y: -200, width: 2560, height: 1400 }
const onDesk = { bounds: { x: 1500, y: 0, width: 1600, height: 1000 }, maximized: true }

describe('the place of the window', () => {
  it('is where it was', () => {
    expect(placeWindow(onDesk, [laptop, desk])).toBe(onDesk)
  })

  it('is on a screen that exists, after the other one was unplugged', () => {
    expect(placeWindow(onDesk, [laptop])).toEqual({
      bounds: { x: 0, y: 0, width: 1280, height: 760 },
      maximized: true,
    })
  })

  it('is never where its title bar cannot be reached', () => {
    const above = { bounds: { x: 100, y: -500, width: 1200, height: 700 }, maximized: false }
    const aside = { bounds: { x: 1250, y: 10, width: 1200, height: 700 }, maximized: false }
    for (const lost of [above, aside]) expect(placeWindow(lost, [laptop])).not.toBe(lost)
  })

  it('is in the middle of the screen at first', () => {
    const { bounds } = placeWindow(undefined, [desk])
    expect(bounds).toEqual({ x: 1840, y: 50, width: 1440, height: 900 })
  })
})

describe('the note of it', () => {
  let folder: string
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'sceneloom-window-'))))
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('survives a restart', () => {
    writeWindowState(join(folder, 'place.json'), onDesk)
    expect(readWindowState(join(folder, 'place.json'))).toEqual(onDesk)
  })

  it('is ignored when it is missing, half written or nonsense', () => {
    const file = join(folder, 'place.json')
    expect(readWindowState(file)).toBeUndefined()
    const broken = [
      '',
      '{"bounds":',
      'null',
      '{}',
      '{"bounds":{"x":"1"}}',
      '{"bounds":{"x":0,"y":0,"width":0,"height":9}}',
    ]
    for (const text of broken) {
      writeFileSync(file, text)
      expect(readWindowState(file)).toBeUndefined()
    }
  })

  it('does not get in the way where nothing can be written', () => {
    expect(() => writeWindowState(join(folder, 'gone', 'place.json'), onDesk)).not.toThrow()
  })
})
