import { afterEach, describe, expect, it } from 'vitest'
import { changeLanguage } from './index.ts'
import { builtInWordings, wordingName, type WordingKind } from './wording-names.ts'

afterEach(() => changeLanguage('en'))

const all = (['styles', 'templates'] as const satisfies WordingKind[]).flatMap((kind) =>
  builtInWordings[kind].map((wording) => [kind, wording.name, wording] as const),
)

describe.each(['en', 'zh-Hans'] as const)('in %s', (language) => {
  it.each(all)('the built-in of %s called %s has a name of its own', (kind, key, wording) => {
    changeLanguage(language)
    expect(wordingName(kind, wording)).not.toBe(key)
  })
})

it('leaves a name to a person who chose the same', () => {
  expect(wordingName('styles', { name: 'noir', words: 'my own noir' })).toBe('noir')
})
