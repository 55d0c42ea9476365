import { AppError } from '../../nodes/errors.ts'
import type { MediaFilter } from '../../nodes/contract/library.ts'
import { mediaKinds, type Media } from '../../nodes/media.ts'
import type { Core } from '../core.ts'
import type { Command } from './command.ts'
import { answer, say } from './output.ts'
import { withCore } from './with-core.ts'
import { readWords, type Words } from './words.ts'

/** As many as a page across the border may have. */
const PAGE = 500

export const listCommand: Command = {
  name: 'list',
  synopsis: 'list [--media [word …] [--kind image|video|audio] [--limit n]]',
  summary: 'the workflows of the library, or the media found by these words (also pinyin)',
  perform(words) {
    const asked = readWords(words, ['media', 'kind', 'limit'])
    return withCore(asked.values.data, async (core) => {
      answer(asked.values.media ? await findMedia(core, asked) : core.workflows.list())
      return 0
    })
  },
}

async function findMedia(core: Core, { values, names }: Words): Promise<unknown[]> {
  const kind = mediaKinds.find((known) => known === values.kind)
  if (values.kind !== undefined && !kind) {
    throw new AppError('invalid_input', { reason: `--kind is one of ${mediaKinds.join(', ')}` })
  }
  const most = values.limit === undefined ? 100 : Number(values.limit)
  if (!Number.isInteger(most) || most < 1) {
    throw new AppError('invalid_input', { reason: '--limit is a whole number above 0' })
  }
  const filter: MediaFilter = { text: names.join(' '), ...(kind && { kinds: [kind] }) }
  const found: Media[] = []
  for (let total = 1; found.length < Math.min(most, total);) {
    const limit = Math.min(PAGE, most - found.length)
    const page = await core.handlers['media.list']({ filter, limit, offset: found.length })
    if (page.items.length === 0) break
    found.push(...page.items)
    total = page.total
    if (found.length >= most && total > most) say(`The newest ${most} of ${total}; --limit shows more.`)
  }
  return found
}
