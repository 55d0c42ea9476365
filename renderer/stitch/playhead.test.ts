import { beforeEach, describe, expect, it } from 'vitest'
import { useFilmPlayhead, type FilmTransport } from './playhead.ts'

/** A player that writes down what it is told. */
function playerOf(orders: string[]): FilmTransport {
  return {
    seek: (frame) => void orders.push(`seek ${frame}`),
    step: (frames) => void orders.push(`step ${frames}`),
    play: () => void orders.push('play'),
    stop: () => void orders.push('stop'),
    toggle: () => void orders.push('toggle'),
    shuttle: (direction) => void orders.push(`shuttle ${direction}`),
  }
}

const playhead = useFilmPlayhead.getState
let orders: string[]
let leave: () => void
beforeEach(() => {
  leave?.()
  orders = []
  playhead().follow(undefined)
  playhead().setInView(false)
  playhead().follow('film')
  useFilmPlayhead.setState({ frame: 0 })
})

describe('the playhead', () => {
  it('moves without a player, and takes it along once there is one', () => {
    playhead().seek(12.4)
    playhead().step(-2)
    expect(playhead()).toMatchObject({ frame: 10, inView: true })
    leave = playhead().attach(playerOf(orders))
    expect(orders).toEqual(['seek 10'])
  })

  it('passes on what was asked for before the player was there', () => {
    playhead().toggle()
    leave = playhead().attach(playerOf(orders))
    expect(orders).toEqual(['seek 0', 'toggle'])
  })

  it('is where the player says that it is', () => {
    leave = playhead().attach(playerOf(orders))
    playhead().report({ frame: 30, playing: true })
    expect(playhead()).toMatchObject({ frame: 30, playing: true })
    leave()
    expect(playhead()).toMatchObject({ frame: 30, playing: false, transport: undefined })
  })

  it('finds each film where it was left', () => {
    playhead().seek(40)
    playhead().follow('other')
    expect(playhead().frame).toBe(0)
    playhead().follow('film')
    expect(playhead().frame).toBe(40)
  })
})
