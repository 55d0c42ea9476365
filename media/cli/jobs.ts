import { JobAnswer } from '../../nodes/contract/money.ts'
import { AppError } from '../../nodes/errors.ts'
import type { Core } from '../core.ts'
import type { Command } from './command.ts'
import { answer } from './output.ts'
import { withCore } from './with-core.ts'
import { readWords } from './words.ts'

const MOST = 500

export const jobsCommand: Command = {
  name: 'jobs',
  synopsis: `jobs [--inbox] | jobs <id> ${JobAnswer.options.join('|')}`,
  summary: 'lists paid jobs, newest first, or answers one of the inbox',
  perform(words) {
    const { values, names } = readWords(words, ['inbox'])
    const [id, said] = names
    return withCore(values.data, async (core) => {
      if (id === undefined) {
        const which = values.inbox ? 'inbox' : 'all'
        answer(await core.handlers['jobs.list']({ which, limit: MOST }))
      } else answer(await sayTo(core, id, said))
      return 0
    })
  },
}

function sayTo(core: Core, id: string, said: string | undefined) {
  const parsed = JobAnswer.safeParse(said)
  if (!parsed.success) {
    throw new AppError('invalid_input', { reason: `say ${JobAnswer.options.join(', ')} to a job` })
  }
  return core.handlers['jobs.answer']({ id, answer: parsed.data })
}
