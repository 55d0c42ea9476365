import type { Command } from './command.ts'
import { answer } from './output.ts'
import { withCore } from './with-core.ts'
import { readWords } from './words.ts'

export const providersCommand: Command = {
  name: 'providers',
  synopsis: 'providers [<id>]',
  summary: 'lists the providers, or tests the key of one; keys come from the environment',
  perform(words) {
    const { values, names } = readWords(words, [])
    const [id] = names
    return withCore(values.data, async ({ handlers }) => {
      if (id === undefined) answer(await handlers['providers.list']({}))
      else answer(await handlers['keys.test']({ provider: id }))
      return 0
    })
  },
}
