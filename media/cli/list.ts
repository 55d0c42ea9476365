import type { Command } from './command.ts'
import { answer } from './output.ts'
import { withCore } from './with-core.ts'
import { readWords } from './words.ts'

export const listCommand: Command = {
  name: 'list',
  synopsis: 'list',
  summary: 'the workflows of the library',
  perform(words) {
    const { values } = readWords(words, [])
    return withCore(values.data, async (core) => {
      answer(core.workflows.list())
      return 0
    })
  },
}
