import { resolve } from 'node:path'
import { AppError } from '../../nodes/errors.ts'
import { inspectFile } from '../inspect-file.ts'
import { locateEngine } from '../ffmpeg/locate.ts'
import type { Command } from './command.ts'
import { answer } from './output.ts'
import { readWords } from './words.ts'

export const probeCommand: Command = {
  name: 'probe',
  synopsis: 'probe <file>',
  summary: 'what a file is, without importing it',
  async perform(words) {
    const { names } = readWords(words, [])
    const [name] = names
    if (name === undefined) throw new AppError('invalid_input', { reason: 'name the file to probe' })
    answer(await inspectFile(resolve(name), { engine: () => locateEngine({}) }))
    return 0
  },
}
