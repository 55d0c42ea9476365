import { describe, expect, it } from 'vitest'
import { viewerAction } from './viewer-keys.ts'

const press = (code: string, modifiers: Partial<Parameters<typeof viewerAction>[0]> = {}) =>
  viewerAction({ code, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...modifiers })

describe('the keys of the viewer', () => {
  it.each([
    ['Space', 'toggle'],
    ['KeyJ', 'back'],
    ['KeyK', 'stop'],
    ['KeyL', 'forward'],
    ['Comma', 'frame-back'],
    ['ArrowRight', 'frame-forward'],
    ['BracketLeft', 'take-before'],
    ['KeyF', 'full-screen'],
    ['KeyI', 'mark-in'],
    ['ArrowUp', 'cut-before'],
    ['KeyW', 'receipt'],
  ])('%s means %s', (code, action) => expect(press(code)).toBe(action))

  it('moves a second with Shift', () => {
    expect(press('ArrowRight', { shiftKey: true })).toBe('second-forward')
    expect(press('Comma', { shiftKey: true })).toBe('second-back')
  })

  it('keeps a frame with Shift and C, and clears marks with Alt', () => {
    expect(press('KeyC', { shiftKey: true })).toBe('snapshot')
    expect(press('KeyX', { altKey: true })).toBe('clear-marks')
  })

  it('changes the volume with Alt', () => expect(press('ArrowUp', { altKey: true })).toBe('louder'))

  it('leaves combinations with Ctrl and Cmd to the window', () => {
    expect(press('KeyK', { ctrlKey: true })).toBeUndefined()
    expect(press('KeyF', { metaKey: true })).toBeUndefined()
    expect(press('Space', { shiftKey: true })).toBeUndefined()
  })
})
