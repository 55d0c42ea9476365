import { resolve } from 'node:path'
import type { FolderImport, ImportedFile } from '../../nodes/contract/moving.ts'
import { AppError, sentence } from '../../nodes/errors.ts'
import type { Core } from '../core.ts'
import type { Command } from './command.ts'
import { answer, say } from './output.ts'
import { withCore } from './with-core.ts'
import { readWords } from './words.ts'

export const importCommand: Command = {
  name: 'import',
  synopsis: 'import <file or folder…> [--link]',
  summary: 'brings files into the library, copied or left where they are; known ones are recognised',
  perform(words) {
    const { values, names } = readWords(words, ['link'])
    if (names.length === 0)
      throw new AppError('invalid_input', { reason: 'name at least one file or folder to import' })
    const order = {
      paths: names.map((name) => resolve(name)),
      way: values.link ? 'link' : 'copy',
    } as const
    return withCore(values.data, async (core, signal) => {
      const files: ImportedFile[] = []
      const started = core.imports.start(order, (file, at) => {
        files.push(file)
        say(lineFor(file, at))
      })
      signal.addEventListener('abort', () => core.imports.stop(started.id))
      const ended = await core.imports.finished(started.id)
      answer(files.map((file) => withMedia(core, file)))
      return conclude(ended)
    })
  },
}

function withMedia({ manager }: Core, { name, state, mediaId, error }: ImportedFile) {
  const media = mediaId === undefined ? undefined : manager.get(mediaId)
  return { file: name, state, ...(media && { media }), ...(error && { error }) }
}

const words = { imported: 'imported', known: 'already in the library' }

function lineFor({ name, state, error }: ImportedFile, at: Pick<FolderImport, 'files' | 'done'>): string {
  const place = at.files > 1 ? `${at.done} of ${at.files}: ` : ''
  if (state === 'imported' || state === 'known') return `${place}${name}: ${words[state]}`
  return `${place}${error ? sentence(error) : name}`
}

/** Says how it ended. What was left aside in a folder is told, and no reason to worry. */
function conclude({ state, counts, error }: FolderImport): number {
  const { imported, known, skipped, refused } = counts
  say(`Imported ${imported}, known ${known}, left aside ${skipped}, not imported ${refused}.`)
  if (error) say(sentence(error))
  if (state === 'stopped') say('Stopped. What is in stays.')
  return state === 'done' && refused === 0 ? 0 : 1
}
