import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { spokenIn } from './dialogue.ts'
import { linesFromPrompt } from './prompt-lines.ts'

describe('dialogue in a prompt', () => {
  it.each([
    ['MARA: I knew you would come.', ['I knew you would come.']],
    ['A rainy street at night. Mara: I knew it. Jon: Did you?', ['I knew it.', 'Did you?']],
    ['Officer Reyes (whispering): Get down! [he ducks]', ['Get down!']],
    ['She turns. “You came back,” she says, “after all.”', ['You came back,', 'after all.']],
    ['MARA: "I knew it." She turns away.', ['I knew it.']],
    ['雨夜。小雨：你来了？（转身）阿明：我来了。', ['你来了？', '我来了。']],
    ['她低声说：「別走。」他回答『好』。', ['別走。', '好']],
    ['旁白：那一年，雨下得特别大。', ['那一年，雨下得特别大。']],
    ['**MARA:** Come in.', ['Come in.']],
    ['MARA: I knew it. Camera: slow push in.', ['I knew it.']],
    ['SOLDIER 2: Hold the line!', ['Hold the line!']],
  ])('is found in %s', (prompt, spoken) => {
    expect(spokenIn(prompt)).toEqual(spoken)
  })

  it.each([
    'Style: cinematic. Camera: slow push in. Lighting: neon.',
    'Wide Shot: a street at 10:30.',
    '镜头：缓慢推进。风格：电影感。',
    'A neon sign reads "OPEN" above the door.',
    '招牌上写着“面馆”。',
    'INT. CAFE - NIGHT: rain on the window',
    'https://example.com/x',
    'MARA: (she says nothing)',
    '',
  ])('is not heard in %s', (prompt) => {
    expect(spokenIn(prompt)).toEqual([])
  })
})

describe('lines from a prompt', () => {
  it('stand as long as it takes to read them', () => {
    const [latin] = linesFromPrompt(`A: ${'x'.repeat(45)}`, 10)
    expect(latin).toMatchObject({ start: 0, end: 3 })
    const [chinese] = linesFromPrompt(`阿明：${'雨'.repeat(11)}`, 10)
    expect(chinese).toMatchObject({ start: 0, end: 2 })
    const [short] = linesFromPrompt('A: Go!', 10)
    expect(short).toMatchObject({ start: 0, end: 1 })
  })

  it('are spread over the clip by length', () => {
    const lines = linesFromPrompt(`A: ${'x'.repeat(30)}.\nB: ${'y'.repeat(60)}.`, 12)
    expect(lines[1]!.start).toBeGreaterThan(3)
    expect(lines[1]!.start).toBeLessThan(6)
  })

  it('share a caption where there are too many for the clip', () => {
    const lines = linesFromPrompt('A: One.\nB: Two.\nC: Three, and more of it.', 2)
    expect(lines.map(({ text }) => text)).toEqual(['One.\nTwo.', 'Three, and more of it.'])
  })

  it('never overlap, never flash by and never run past the end', () => {
    const speech = fc.array(fc.string({ minLength: 1, maxLength: 200 }), { maxLength: 12 })
    fc.assert(
      fc.property(speech, fc.double({ min: 0.1, max: 60, noNaN: true }), (words, seconds) => {
        const lines = linesFromPrompt(words.map((text) => `“${text}”`).join(' '), seconds)
        let last = 0
        for (const { start, end } of lines) {
          expect(start).toBeGreaterThanOrEqual(last - 0.0011)
          expect(end).toBeLessThanOrEqual(seconds)
          expect(end - start).toBeGreaterThan(Math.min(0.99, seconds * 0.99))
          last = end
        }
      }),
    )
  })
})
