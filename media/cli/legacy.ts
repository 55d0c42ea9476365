import { resolve } from 'node:path'
import { AppError } from '../../nodes/errors.ts'
import type { Command } from './command.ts'
import { answer } from './output.ts'
import { transferToEnd } from './transfer-to-end.ts'
import { withCore } from './with-core.ts'
import { readWords } from './words.ts'

export const legacyCommand: Command = {
  name: 'legacy',
  synopsis: 'legacy <media.db> [--estimate]',
  summary: 'takes over an older library with its films and workflows; it itself stays as it is',
  perform(words) {
    const { values, names } = readWords(words, ['estimate'])
    const [name] = names
    if (name === undefined)
      throw new AppError('invalid_input', { reason: 'name the media.db of the older library' })
    const path = resolve(name)
    return withCore(values.data, async (core, signal) => {
      if (!values.estimate) return transferToEnd(core, () => core.moving.legacy.import(path), signal)
      answer(await core.moving.legacy.inspect(path))
      return 0
    })
  },
}
