import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BoundCut } from '../cut/cut.ts'
import type { ClipFacts } from '../cut/facts.ts'
import { layOut } from '../cut/layout.ts'
import { type Cue, oneAtATime } from './cue.ts'
import { assignCues, filmCues } from './film-cues.ts'
import { readCaptions } from './read.ts'
import { writeSrt, writeVtt } from './write.ts'

describe('reading captions', () => {
  it('reads SubRip as other programs write it', () => {
    const text = '\uFEFF1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Rain.</i>\r\n{\\an8}Again.\r\n\r\n2\r\n'
    expect(readCaptions(`${text}00:00:03,25 --> 00:00:04,000\r\n雨 &amp; 風\r\n`)).toEqual([
      { start: 1, end: 2.5, text: 'Rain.\nAgain.' },
      { start: 3.25, end: 4, text: '雨 & 風' },
    ])
  })

  it('reads WebVTT without its notes, styles, names and positions', () => {
    const text = [
      'WEBVTT - a title',
      '',
      'STYLE',
      '::cue { color: red }',
      '',
      'NOTE 00:00 --> is not a cue',
      'nor is this',
      '',
      'intro',
      '00:01.000 --> 01:02.000 align:start position:10%',
      '<v Mara><c.loud>I knew</c> <00:01.500>it.',
      '',
      '100:00:00.000 --> 100:00:01.000',
      'Late.',
    ]
    expect(readCaptions(text.join('\n'))).toEqual([
      { start: 1, end: 62, text: 'I knew it.' },
      { start: 360_000, end: 360_001, text: 'Late.' },
    ])
  })

  it('manages without numbers and empty lines, and puts cues in order', () => {
    const text =
      '00:05 --> 00:06\nb\n2\n00:01.5 --> 00:02\na\n00:09 --> 00:08\nbackwards\n\n00:10 --> 00:11\n\n'
    expect(readCaptions(text)).toEqual([
      { start: 1.5, end: 2, text: 'a' },
      { start: 5, end: 6, text: 'b' },
    ])
  })

  it('keeps what only looks like a tag', () => {
    expect(readCaptions('00:01 --> 00:02\n2 < 3 and <3\n')[0]?.text).toBe('2 < 3 and <3')
  })

  it('finds nothing in anything else', () => {
    for (const text of ['', 'hello', '\n\n\n', '{"a": 1}', '-->']) expect(readCaptions(text)).toEqual([])
  })
})

describe('writing captions', () => {
  const cues = fc.array(
    fc.record({
      start: fc.integer({ min: 0, max: 9_000_000 }),
      length: fc.integer({ min: 1, max: 9_000 }),
      text: fc.stringMatching(/^[^\s{}][a-zÀ-ÿ一-龥&<>"0-9 :,.!?]{0,20}[^\s{}&<>]$/u),
    }),
    { maxLength: 12 },
  )

  it.each([
    ['SubRip', writeSrt],
    ['WebVTT', writeVtt],
  ])('gives in %s back what went in', (format, write) => {
    fc.assert(
      fc.property(cues, (made) => {
        const given = made
          .map(({ start, length, text }) => ({ start: start / 1e3, end: (start + length) / 1e3, text }))
          // SubRip has no way to say that this is not a tag.
          .filter(({ text }) => !text.includes('-->') && (format === 'WebVTT' || !/[<&]/.test(text)))
          .toSorted((a, b) => a.start - b.start || a.end - b.end)
        expect(readCaptions(write(given))).toEqual(given)
      }),
    )
  })

  it('writes what players expect to the letter', () => {
    const cues = [{ start: 3_661.5, end: 3_662, text: 'a\n\nb --> c' }]
    expect(writeSrt(cues)).toBe('1\r\n01:01:01,500 --> 01:01:02,000\r\na\r\nb → c\r\n\r\n')
    expect(writeVtt(cues)).toBe('WEBVTT\n\n01:01:01.500 --> 01:01:02.000\na\nb → c\n')
  })
})

describe('words said at once', () => {
  it('stand in one cue, each on its own line', () => {
    const cues = [
      { start: 0, end: 4, text: 'a' },
      { start: 2, end: 3, text: 'b' },
      { start: 6, end: 7, text: 'c' },
    ]
    expect(oneAtATime(cues)).toEqual([
      { start: 0, end: 2, text: 'a' },
      { start: 2, end: 3, text: 'a\nb' },
      { start: 3, end: 4, text: 'a' },
      { start: 6, end: 7, text: 'c' },
    ])
  })
})

const fps = { num: 24, den: 1 }
const clip = (id: string, frames: number): ClipFacts => ({
  id,
  kind: 'video',
  name: id,
  fps,
  frames,
  hasSound: true,
})
const film = (cut: BoundCut) => ({
  cut,
  layout: layOut(cut, [clip('a', 96), clip('b', 96)], fps),
})

describe('captions of a film', () => {
  it('follow trims, speed and places', () => {
    const { cut, layout } = film({
      shots: [
        {
          clip: 0,
          from: 24,
          to: 72,
          lines: [
            { start: 0, end: 0.5, text: 'trimmed away' },
            { start: 0.5, end: 2, text: 'cut off' },
          ],
        },
        { clip: 1, speed: 2, lines: [{ start: 1, end: 3, text: 'fast' }] },
      ],
    })
    expect(filmCues(cut, layout)).toEqual([
      { start: 0, end: 1, text: 'cut off' },
      { start: 2.5, end: 3.5, text: 'fast' },
    ])
  })

  it('give way to the next shot inside a transition', () => {
    const { cut, layout } = film({
      shots: [
        {
          clip: 0,
          join: { kind: 'dissolve', seconds: 1 },
          lines: [{ start: 2, end: 4, text: 'going' }],
        },
        { clip: 1, lines: [{ start: 0.5, end: 1, text: 'coming' }] },
      ],
    })
    expect(filmCues(cut, layout)).toEqual([
      { start: 2, end: 3.5, text: 'going' },
      { start: 3.5, end: 4, text: 'coming' },
    ])
  })

  it('are divided at cuts when they come from a file, and whole again in the film', () => {
    const { layout } = film({
      shots: [
        { clip: 0, from: 48 },
        { card: { style: 'title', title: 'x', text: '', ground: '#000000' } },
        { clip: 1, speed: 0.5 },
      ],
    })
    const cues = [
      { start: 1, end: 2.1, text: 'ends just behind a cut' },
      { start: 2.2, end: 6, text: 'runs over two shots' },
    ]
    const lines = assignCues(cues, layout)
    expect(lines).toEqual([
      [{ start: 3, end: 4, text: 'ends just behind a cut' }],
      [{ start: 0.2, end: 3, text: 'runs over two shots' }],
      [{ start: 0, end: 0.5, text: 'runs over two shots' }],
    ])
  })

  it('come back as they were for any cut', () => {
    const shots = fc.array(
      fc.record({
        clip: fc.integer({ min: 0, max: 1 }),
        from: fc.integer({ min: 0, max: 20 }),
        to: fc.integer({ min: 60, max: 96 }),
        speed: fc.constantFrom(0.5, 1, 2),
        join: fc.record({
          kind: fc.constantFrom('cut' as const, 'dissolve' as const),
          seconds: fc.constantFrom(0.25, 0.5),
        }),
      }),
      { minLength: 1, maxLength: 6 },
    )
    fc.assert(
      fc.property(shots, fc.array(fc.nat(40), { minLength: 1, maxLength: 8 }), (cuts, lengths) => {
        const cut = { shots: cuts }
        const { layout } = film(cut)
        const cues: Cue[] = []
        let at = 0
        for (const [index, length] of lengths.entries()) {
          const end = at + 1 + length / 10
          if (end < layout.frames / 24) cues.push({ start: at, end, text: `words ${index}` })
          at = end + 0.5
        }
        const lines = assignCues(cues, layout)
        const spoken = { shots: cuts.map((shot, index) => ({ ...shot, lines: lines[index]! })) }
        const back = filmCues(spoken, layout)
        expect(back.map(({ text }) => text)).toEqual(cues.map(({ text }) => text))
        for (const [index, { start, end }] of back.entries()) {
          // A sliver at a cut may be left out on either side.
          expect(Math.abs(start - cues[index]!.start)).toBeLessThan(0.26)
          expect(Math.abs(end - cues[index]!.end)).toBeLessThan(0.26)
        }
      }),
    )
  })
})
