import { basename, resolve } from 'node:path'
import { AppError, sentence, toWire } from '../../nodes/errors.ts'
import type { Command } from './command.ts'
import { answer, say } from './output.ts'
import { withCore } from './with-core.ts'
import { readWords } from './words.ts'

export const importCommand: Command = {
  name: 'import',
  synopsis: 'import <file…>',
  summary: 'brings files into the library; known ones are recognised',
  perform(words) {
    const { values, names } = readWords(words, [])
    if (names.length === 0)
      throw new AppError('invalid_input', { reason: 'name at least one file to import' })
    return withCore(values.data, async (core, signal) => {
      const results = []
      for (const name of names) {
        try {
          const { media, existed } = await core.importFile(resolve(name), { signal })
          say(`${basename(name)}: ${existed ? 'already in the library' : 'imported'}`)
          results.push({ file: name, existed, media })
        } catch (error) {
          const wire = toWire(error)
          say(sentence(wire))
          results.push({ file: name, error: wire })
        }
      }
      answer(results)
      return results.some((result) => 'error' in result) ? 1 : 0
    })
  },
}
