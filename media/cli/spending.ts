import type { Command } from './command.ts'
import { answer } from './output.ts'
import { withCore } from './with-core.ts'
import { readWords } from './words.ts'

export const spendingCommand: Command = {
  name: 'spending',
  synopsis: 'spending',
  summary: 'what was spent today, this month, and on what',
  perform(words) {
    const { values } = readWords(words, [])
    return withCore(values.data, async (core) => {
      answer(await core.handlers['spending.read']({}))
      return 0
    })
  },
}
