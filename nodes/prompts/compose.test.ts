import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cameraMoves, Wording } from '../models.ts'
import { composePrompt, PROMPT_SLOT } from './compose.ts'
import { styles } from './styles.ts'
import { templates } from './templates.ts'

const wording = (words: string): Wording => ({ name: 'mine', words })
const someWords = fc.string({ unit: 'grapheme', maxLength: 60 })
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined })

describe('a composed prompt', () => {
  it('is what the person wrote, to the last space, where nothing was added', () => {
    fc.assert(
      fc.property(someWords, (prompt) => {
        const blank = { style: wording(' '), template: wording(''), instructions: ' \n' }
        expect(composePrompt({ prompt })).toBe(prompt)
        expect(composePrompt({ prompt, camera: 'auto', ...blank })).toBe(prompt)
      }),
    )
  })

  it('never loses a word that the person wrote', () => {
    const request = fc.record({
      prompt: fc.oneof(someWords, fc.constantFrom('$& {prompt} $1', ' 雨夜，她停下。 ', '{prompt}')),
      style: maybe(someWords.map(wording)),
      template: maybe(fc.oneof(someWords, fc.constant('Before {prompt} after {prompt}')).map(wording)),
      instructions: maybe(someWords),
      camera: fc.constantFrom(...cameraMoves),
    })
    fc.assert(
      fc.property(request, (asked) => {
        expect(composePrompt(asked)).toContain(asked.prompt.trim())
      }),
    )
  })

  it('puts the words into the template and the rest behind, a line each', () => {
    expect(
      composePrompt({
        prompt: 'A red   umbrella.',
        template: wording('Close-up:  {prompt} The  end.'),
        style: wording(' Ink. '),
        camera: 'push',
        instructions: 'No text\n\n\nin the picture',
      }),
    ).toBe(
      'Close-up: A red   umbrella. The end.\nInk.\nThe camera slowly pushes in.\nNo text\nin the picture',
    )
  })

  it('puts a template without a place for them before the words', () => {
    expect(composePrompt({ prompt: 'A door.', template: wording('Wide shot.') })).toBe('Wide shot.\nA door.')
  })

  it('leaves no hole where there are no words', () => {
    expect(composePrompt({ prompt: '', template: wording('Wide shot of {prompt}.') })).toBe('Wide shot of.')
    expect(composePrompt({ prompt: ' ', camera: 'static' })).toBe('The camera stays still.')
  })
})

describe.each([...styles, ...templates])('$name', (builtIn) => {
  it('can be kept in a document as it is', () => {
    expect(Wording.parse(builtIn)).toEqual(builtIn)
    expect(builtIn.name).toMatch(/^[a-z]+(-[a-z]+)*$/)
    expect(builtIn.words.length).toBeGreaterThan(60)
  })
})

it('gives no two of the same name', () => {
  for (const list of [styles, templates]) {
    expect(new Set(list.map(({ name }) => name)).size).toBe(list.length)
  }
})

it('has a place for the prompt in every template', () => {
  expect(templates.filter(({ words }) => words.split(PROMPT_SLOT).length !== 2)).toEqual([])
})
