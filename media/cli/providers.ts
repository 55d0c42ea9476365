import type { Command } from './command.ts'
import { answer } from './output.ts'
import { withCore } from './with-core.ts'
import { readWords } from './words.ts'

export const providersCommand: Command = {
  name: 'providers',
  synopsis: 'providers [<id> [--address url]]',
  summary:
    'lists the providers, or tests one, at another address from now on; keys come from the environment',
  perform(words) {
    const { values, names } = readWords(words, ['address'])
    const [id] = names
    return withCore(values.data, async ({ handlers }) => {
      if (id === undefined) answer(await handlers['providers.list']({}))
      else {
        const { address } = values
        if (address !== undefined) await handlers['providers.configure']({ provider: id, address })
        answer(await handlers['keys.test']({ provider: id }))
      }
      return 0
    })
  },
}
