import { describe, expect, it } from 'vitest'
import { Music } from '../../nodes/cut/cut.ts'
import type { FilmPlan } from '../../nodes/cut/film-plan.ts'
import { reason } from '../../nodes/cut/reasons.ts'
import { layOut } from '../../nodes/cut/layout.ts'
import type { Media } from '../../nodes/media.ts'
import { changeLanguage } from '../i18n/index.ts'
import type { Film, FilmShot } from '../store/film.ts'
import type { FilmOutlook } from '../store/types.ts'
import { planLine } from './plan-words.ts'
import { markDistance, placeOf } from './strip-places.ts'
import { scaleOf, STRIP_PADDING } from './strip.ts'
import { levelsOf, musicLevels } from './wave.ts'

const FPS = { num: 24, den: 1 }
const facts = { id: 'a'.repeat(64), kind: 'video', name: 'a', fps: FPS, frames: 48, hasSound: true } as const

/** Shots of 48 frames, each with its decisions. */
function filmOf(...shots: FilmShot['shot'][]): Film {
  const bound = { shots: shots.map(({ wire: _wire, ...shot }) => ({ clip: 0, ...shot })) }
  const layout = layOut(bound, [facts], FPS)
  return {
    nodeId: 'film',
    settings: { size: 'auto', fps: 'auto', fit: 'fit' },
    wires: [],
    isCut: true,
    cut: { shots },
    bound,
    layout,
    width: 160,
    height: 284,
    shots: shots.map((shot, index) => ({ index, shot, laid: layout.shots[index]!, facts })),
  }
}

describe('the strip', () => {
  const film = filmOf({}, {}, {})

  it('shows the whole film until somebody comes nearer', () => {
    expect(scaleOf({ zoom: undefined, width: 288 + 2 * STRIP_PADDING }, film)).toBe(2)
    expect(scaleOf({ zoom: 5, width: 320 }, film)).toBe(5)
  })

  it('knows between which shots a pointer is', () => {
    expect([0, 23, 25, 71, 73, 119, 121, 500].map((frame) => placeOf(film, frame))).toEqual([
      0, 0, 1, 1, 2, 2, 3, 3,
    ])
  })

  it('marks its ruler at times that people read easily', () => {
    expect(markDistance(100, 24, 84)).toBe(1)
    expect(markDistance(10, 25, 84)).toBe(25)
    expect(markDistance(1, 24, 84)).toBe(120)
    expect(markDistance(0.000_001, 24, 84)).toBe(3_600 * 24)
  })
})

describe('the sound of a shot', () => {
  /** A second of silence, then one at full level. */
  const peaks = {
    perSecond: 10,
    levels: Uint8Array.from({ length: 20 }, (_, index) => (index < 10 ? 0 : 255)),
  }
  const loud = (shot: FilmShot['shot'], columns: readonly number[]) => {
    const film = filmOf(shot)
    const levels = levelsOf(film.shots[0]!, peaks, { film, scale: 1, first: 0, count: 48 })
    return columns.map((column) => levels[column])
  }

  it('stands where it is heard: trimmed, faster, fainter', () => {
    expect(loud({}, [0, 23, 25, 47])).toEqual([0, 0, 1, 1])
    expect(loud({ from: 24 }, [0, 20])).toEqual([1, 1])
    expect(loud({ speed: 2 }, [0, 10, 13])).toEqual([0, 0, 1])
    expect(loud({ volume: 0.5 }, [40])).toEqual([0.5])
    expect(loud({ muted: true }, [40])).toEqual([0])
  })

  it('fades as the shot does', () => {
    expect(loud({ from: 24, fadeIn: 1 }, [0, 12])).toEqual([0, 0.5])
    expect(loud({ fadeOut: 1 }, [36])).toEqual([0.5])
  })
})

describe('the music under a film', () => {
  const film = filmOf({}, {})
  const music = { id: 'm', durationSeconds: 1 } as Media
  /** Half a second of silence, then half a second at full level. */
  const peaks = { perSecond: 2, levels: Uint8Array.of(0, 255) }
  const loud = (words: Partial<Music>, columns: readonly number[]) => {
    const own = Music.parse({ volume: 1, fadeOut: 0, ...words })
    const under = { ...film, cut: { ...film.cut, music: own } }
    const levels = musicLevels(music, peaks, { film: under, scale: 1, first: 0, count: 120 })
    return columns.map((column) => levels[column])
  }

  it('begins again where it ends, unless it is to be heard once', () => {
    expect(loud({}, [0, 12, 24, 36, 95])).toEqual([0, 1, 0, 1, 1])
    expect(loud({ from: 0.5 }, [0, 12, 24])).toEqual([1, 1, 1])
    expect(loud({ loop: false }, [12, 36])).toEqual([1, 0])
    expect(loud({ volume: 0.5 }, [12])).toEqual([0.5])
  })

  it('fades with the film and ends with it', () => {
    expect(loud({ fadeIn: 2 }, [12, 36])).toEqual([0.25, 0.75])
    expect(loud({}, [96, 119])).toEqual([0, 0])
  })
})

describe('the plan in a line', () => {
  const film = filmOf({}, {}, {})
  const planned = (...shots: FilmPlan['shots']): FilmOutlook => ({
    shots: [0, 2],
    plan: {
      mode: 'partly',
      width: 160,
      height: 284,
      fps: FPS,
      codec: 'h264',
      frames: 96,
      encodedFrames: 48,
      bytes: 1,
      shots,
      joins: [],
      sound: { action: 'none', reasons: [] },
      reasons: [],
    },
  })
  const copied = { action: 'copy', frames: 48, encodedFrames: 0, reasons: [] } as const
  const rate = reason('rate', { clip: 2, from: 30, to: 24 })
  const converted = { action: 'conform', frames: 48, encodedFrames: 48, reasons: [rate] } as const
  const outlook = planned({ ...copied, reasons: [] }, { ...converted, reasons: [...converted.reasons] })

  it('says how many are copied, why another is not, by its number in the strip, and what is not there', () => {
    expect(planLine(outlook, film)).toBe(
      '1 of 2 clips copied · Clip 3 is 30 fps: converted to 24 fps · 1 clip not made yet',
    )
  })

  it('says it in Chinese', () => {
    changeLanguage('zh-Hans')
    expect(planLine(outlook, film)).toBe(
      '2 个片段中有 1 个原样复制 · 片段 3 为 30 fps：转换为 24 fps · 1 个片段尚未制作',
    )
    changeLanguage('en')
  })

  it('waits for its first answer', () => {
    expect(planLine(undefined, film)).toBe('Looking at the clips…')
  })
})
