import { AppError } from '../../nodes/errors.ts'
import type { Command } from './command.ts'
import { answer, say } from './output.ts'
import { withCore } from './with-core.ts'
import { readWords } from './words.ts'

export const backupsCommand: Command = {
  name: 'backups',
  synopsis: 'backups [make | restore <name>]',
  summary: 'lists the backups of the library, makes one, or puts one back',
  perform(words) {
    const { values, names } = readWords(words, [])
    const [what = 'list', id] = names
    return withCore(values.data, async (core) => {
      const { handlers } = core
      if (what === 'list') answer(await handlers['backups.list']({}))
      else if (what === 'make') answer(await handlers['backups.make']({}))
      else if (what === 'restore' && id !== undefined) {
        await handlers['backups.restore']({ id })
        await handlers['backups.reopen']({})
        say('The backup is in place. What was there before is kept beside it.')
        // Those of before are of a library that is closed.
        answer(await core.handlers['workflows.list']({}))
      } else throw new AppError('invalid_input', { reason: 'say make, or restore and the name of a backup' })
      return 0
    })
  },
}
