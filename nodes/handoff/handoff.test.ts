import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BoundCut, type BoundShot, joinKinds } from '../cut/cut.ts'
import type { ClipFacts } from '../cut/facts.ts'
import { type LaidShot, layOut } from '../cut/layout.ts'
import type { Rational } from '../cut/rational.ts'
import type { HandoffFilm } from './film.ts'
import { readHandoff } from './read-handoff.ts'
import { fromTimecode, toTimecode } from './timecode.ts'
import { toShots } from './to-shots.ts'
import { writeShotList } from './write-csv.ts'
import { writeEdl } from './write-edl.ts'
import { writeFcpxml } from './write-fcpxml.ts'
import { writeOtio } from './write-otio.ts'

const RATES: readonly Rational[] = [
  { num: 24, den: 1 },
  { num: 25, den: 1 },
  { num: 30_000, den: 1_001 },
  { num: 60, den: 1 },
  { num: 24_000, den: 1_001 },
]

const NAMES = ['Rain.mp4', '雨夜 "&<b>.mp4', 'a; b, c.mov', 'portrait.png']

function clipsAt(rates: readonly Rational[]): ClipFacts[] {
  return NAMES.map((name, index) => {
    const fps = rates[index]
    const facts = { id: String(index).repeat(64), name, width: 720, height: 1280 }
    return fps && name !== 'portrait.png'
      ? { ...facts, kind: 'video', fps, frames: 97, hasSound: index !== 1 }
      : { ...facts, kind: 'image', hasSound: false }
  })
}

function filmOf(cut: BoundCut, clips: readonly ClipFacts[], fps: Rational): HandoffFilm {
  const layout = layOut(cut, clips, fps)
  return {
    name: 'Night & rain',
    fps,
    frames: layout.frames,
    width: 720,
    height: 1280,
    cues: [],
    shots: layout.shots.map((laid, index) => {
      const facts = laid.shot.clip === undefined ? undefined : clips[laid.shot.clip]
      return {
        number: index + 1,
        name: facts?.name ?? 'Card',
        laid,
        clip: facts && { ...facts, mediaId: facts.id, url: encodeURI(`film media/${facts.name}`) },
      }
    }),
  }
}

const rate = fc.constantFrom(...RATES)
const shot: fc.Arbitrary<BoundShot> = fc.record(
  {
    clip: fc.nat(3),
    from: fc.nat(40),
    to: fc.integer({ min: 50, max: 97 }),
    speed: fc.constantFrom(0.25, 0.5, 1.5, 2, 1.333),
    volume: fc.constantFrom(0, 0.5, 2),
    muted: fc.constant(true as const),
    seconds: fc.constantFrom(0.5, 2, 3),
    join: fc.record({ kind: fc.constantFrom(...joinKinds), seconds: fc.constantFrom(0.1, 0.5, 1, 2) }),
  },
  { requiredKeys: ['clip'] },
)
const cutAndClips = fc.record({
  cut: fc.record({ shots: fc.array(shot, { minLength: 1, maxLength: 8 }) }),
  clips: fc.tuple(rate, rate, rate).map(clipsAt),
  fps: rate,
})
const wired = (clips: readonly ClipFacts[]) => clips.map((facts, index) => ({ wire: `w${index}`, facts }))

/** What is seen of a shot, however it was said. */
function seen({ shot: { clip, speed = 1 }, source, frames, overlap, joinKind }: LaidShot) {
  return { clip, source, frames, overlap, joinKind, ...(source && { speed }) }
}

function back(text: string, name: string, clips: readonly ClipFacts[]) {
  const handoff = readHandoff(text, name)!
  const { shots, problems } = toShots(handoff, wired(clips))
  const bound = shots.map(({ wire, ...own }) => ({
    ...(wire !== undefined && { clip: Number(wire.slice(1)) }),
    ...own,
  }))
  return { shots: bound, problems: problems.map(({ text }) => text), fps: handoff.fps }
}

describe.each([
  ['film.otio', writeOtio],
  ['film.edl', writeEdl],
])('%s', (name, write) => {
  it('comes back as the same film for any cut at any rate', () => {
    fc.assert(
      fc.property(cutAndClips, ({ cut, clips, fps }) => {
        const film = filmOf(cut, clips, fps)
        const read = back(write(film), name, clips)
        expect(read.problems).toEqual([])
        expect(read.fps).toEqual(fps)
        const again = layOut({ shots: read.shots }, clips, fps)
        expect(again.shots.map(seen)).toEqual(film.shots.map(({ laid }) => seen(laid)))
      }),
    )
  })

  it('keeps order, trims and transitions where another program left only its own words', () => {
    const fps = { num: 30_000, den: 1_001 }
    const same = clipsAt([fps, fps, fps])
    fc.assert(
      fc.property(fc.array(shot, { minLength: 1, maxLength: 6 }), (shots) => {
        const plain = shots.map(({ join, ...own }) => ({
          ...own,
          speed: 1,
          ...(join && { join: { kind: 'dissolve' as const, seconds: join.seconds } }),
        }))
        const film = filmOf({ shots: plain }, same, fps)
        const text = write(film)
          .replaceAll(/^\* (?:SCENELOOM (?:FRAMES|JOIN)|MEDIA ID).*\r\n/gm, '')
          .replaceAll('"sceneloom"', '"another"')
        const again = layOut({ shots: back(text, name, same).shots }, same, fps)
        expect(again.shots.map(seen)).toEqual(film.shots.map(({ laid }) => seen(laid)))
      }),
    )
  })
})

it('keeps every decision about a shot in OpenTimelineIO', () => {
  fc.assert(
    fc.property(cutAndClips, ({ cut, clips, fps }) => {
      const read = back(writeOtio(filmOf(cut, clips, fps)), 'film.otio', clips)
      expect(read.shots).toEqual(cut.shots)
    }),
  )
})

describe('a hand-off that somebody changed', () => {
  const fps = { num: 24, den: 1 }
  const clips = clipsAt([fps, fps, fps])
  const film = filmOf({ shots: [{ clip: 0, from: 10, to: 60, volume: 0.5 }, { clip: 2 }] }, clips, fps)

  it('is taken at its times, not at what was written about them', () => {
    const otio = JSON.parse(writeOtio(film))
    otio.tracks.children[0].children[0].source_range.duration.value = 20
    expect(back(JSON.stringify(otio), 'film.otio', clips).shots[0]).toEqual({ clip: 0, from: 10, to: 30 })
    const edl = writeEdl(film).replace('00:00:00:10 00:00:02:12', '00:00:00:20 00:00:02:22')
    expect(back(edl, 'film.edl', clips).shots[0]).toMatchObject({ clip: 0, from: 20, to: 70 })
  })

  it('never becomes a cut that cannot be kept', () => {
    const fast = filmOf({ shots: [{ clip: 0, from: 10, to: 60, speed: 2 }] }, clips, fps)
    for (const speed of ['9', '0.1', '0', '1.2.3']) {
      const edl = writeEdl(fast).replace(/ SPEED 2 /, ` SPEED ${speed} `)
      const { shots } = back(edl, 'film.edl', clips)
      expect(BoundCut.safeParse({ shots }).error).toBeUndefined()
      expect(shots).toMatchObject([{ clip: 0, speed: 2 }])
    }
  })

  it('says what is missing here and leaves it out', () => {
    const { shots, problems } = back(writeEdl(film), 'film.edl', clips.slice(0, 1))
    expect(shots).toMatchObject([{ clip: 0 }])
    expect(problems).toEqual(['“a; b, c.mov” is not among the connected clips, so its shot was left out'])
  })
})

describe('lists from other programs', () => {
  it('are read with audio events, gaps and names of their own', () => {
    const edl = [
      'TITLE: SOMEONE ELSE',
      '001  AX       V     C        00:00:01:00 00:00:02:00 01:00:00:00 01:00:01:00',
      '* FROM CLIP NAME: RAIN.MP4',
      '002  AX       A     C        00:00:01:00 00:00:02:00 01:00:00:00 01:00:01:00',
      '* FROM CLIP NAME: music.wav',
      '003  BL       V     C        00:00:00:00 00:00:01:00 01:00:01:00 01:00:02:00',
      '004  AX       V     C        00:00:00:00 00:00:00:00 01:00:02:00 01:00:02:00',
      '004  AX       V     D    012 00:00:00:24 00:00:02:00 01:00:02:00 01:00:03:01',
      '* FROM CLIP NAME: RAIN.MP4',
      '* TO CLIP NAME: 02 a; b, c.mov',
    ].join('\n')
    const fps = { num: 25, den: 1 }
    const clips = clipsAt([fps, fps, fps])
    const { shots, problems } = back(edl, 'x.edl', clips)
    expect(shots).toEqual([
      { clip: 0, from: 25, to: 62, join: { kind: 'dissolve', seconds: 0.48 } },
      { clip: 2, from: 24, to: 50 },
    ])
    expect(problems).toEqual([
      'The list does not say its frame rate: it was read as 25 frames a second',
      'A gap of 1.0 s was closed: films here have none',
    ])
  })

  it('are refused when they are none', () => {
    for (const text of ['', 'hello', '{}', '{"OTIO_SCHEMA": "Clip.1"}', '[1', 'WEBVTT']) {
      expect(readHandoff(text, 'x.otio')).toBeUndefined()
      expect(readHandoff(text, 'x.edl')).toBeUndefined()
    }
  })
})

describe('timecode', () => {
  it.each([
    [1_800, '00:01:00;02'],
    [1_799, '00:00:59;29'],
    [17_982, '00:10:00;00'],
    [107_892, '01:00:00;00'],
  ])('leaves out numbers at 29.97: frame %i is %s', (frame, code) => {
    const fps = { num: 30_000, den: 1_001 }
    expect(toTimecode(frame, fps)).toBe(code)
    expect(fromTimecode(code, fps)).toBe(frame)
  })

  it('is the same way back at every rate', () => {
    fc.assert(
      fc.property(rate, fc.nat(3_000_000), (fps, frame) => {
        expect(fromTimecode(toTimecode(frame, fps), fps)).toBe(frame)
      }),
    )
  })
})

describe('FCPXML', () => {
  const fps = { num: 30_000, den: 1_001 }
  const clips = clipsAt([fps, { num: 24, den: 1 }, fps])
  const cut: BoundCut = {
    shots: [
      { clip: 0, from: 30, to: 90, join: { kind: 'dissolve', seconds: 0.5 }, volume: 0.5 },
      { clip: 1, speed: 2 },
      { clip: 3 },
    ],
  }
  const film: HandoffFilm = {
    ...filmOf(cut, clips, fps),
    cues: [{ start: 0.5, end: 1.5, text: '雨 & "风"\u0007\nline two' }],
    music: {
      clip: { name: 'song.mp3', kind: 'audio', url: 'film%20media/song.mp3', seconds: 2, hasSound: true },
      settings: { volume: 0.5, from: 0.5, loop: true, duck: true, fadeIn: 0, fadeOut: 2 },
    },
  }
  const xml = writeFcpxml(film)

  it('counts in whole frames of the film, without a gap between its items', () => {
    const times = [
      ...xml.matchAll(/ {12}<(?:asset-clip|video) name="[^"]*" offset="([^"]+)" duration="([^"]+)"/g),
    ]
    const frames = times.map((match) => match.slice(1).map((time) => inFrames(time)))
    expect(frames).toHaveLength(3)
    let at = 0
    for (const [offset, duration] of frames as [number, number][]) {
      expect(offset).toBeCloseTo(at, 6)
      at += duration
    }
    expect(at).toBeCloseTo(film.frames, 6)
    expect(inFrames(/<sequence [^>]*duration="([^"]+)"/.exec(xml)![1]!)).toBeCloseTo(film.frames, 6)
  })

  it('changes nothing in a caption by laying its element out', () => {
    const cues = [{ start: 0.5, end: 1.5, text: 'one\u2028two' }]
    expect(writeFcpxml({ ...film, cues })).toContain('>one\u2028two</text-style>')
  })

  it('escapes every name and keeps each line of a caption', () => {
    expect(xml).toContain('name="雨夜 &quot;&amp;&lt;b&gt;.mp4"')
    expect(xml).toContain('雨 &amp; &quot;风&quot;&#10;line two</text-style>')
    expect(xml).not.toContain('\u0007')
  })

  it('says speed, loudness and music, and names every resource it uses', () => {
    expect(xml).toContain('<adjust-volume amount="-6dB"/>')
    expect(xml).toMatch(/<timept time="97\/48s" value="97\/24s" interp="linear"\/>/)
    expect(xml.match(/lane="-1"/g)!.length).toBeGreaterThan(1)
    const ids = new Set([...xml.matchAll(/<(?:format|asset|effect) id="(r\d+)"/g)].map(([, id]) => id))
    for (const [, ref] of xml.matchAll(/(?:ref|format)="(r\d+)"/g)) expect(ids).toContain(ref)
  })

  function inFrames(time: string): number {
    const [top, bottom = '1'] = time.replace('s', '').split('/')
    return (Number(top) / Number(bottom)) * (fps.num / fps.den)
  }
})

describe('the shot list', () => {
  it('is safe to open in a spreadsheet', () => {
    const fps = { num: 24, den: 1 }
    const clips = clipsAt([fps, fps, fps])
    const { shots, ...film } = filmOf({ shots: [{ clip: 0 }, { clip: 1 }] }, clips, fps)
    const evil = '=HYPERLINK("http://evil.example","click")'
    const told = shots.map((each) => ({ ...each, prompt: evil, model: ' @cmd', seed: -5, cost: 0.35 }))
    const csv = writeShotList({ ...film, shots: told })
    expect(csv.startsWith('\uFEFFNumber,Name,In,Out,')).toBe(true)
    const [, first, second] = csv.split('\r\n')
    expect(first).toBe(
      `1,Rain.mp4,00:00:00:00,00:00:04:01,4.042,,"'=HYPERLINK(""http://evil.example"",""click"")",,"' @cmd",-5,0.35,film media/Rain.mp4`,
    )
    expect(second).toContain('2,"雨夜 ""&<b>.mp4"')
  })
})
