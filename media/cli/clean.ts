import { cleanings, CleaningOrder, type Cleaning, type CleaningPlan } from '../../nodes/contract/keeping.ts'
import { AppError } from '../../nodes/errors.ts'
import type { Command } from './command.ts'
import { answer, say } from './output.ts'
import { inBytes } from './sizes.ts'
import { withCore } from './with-core.ts'
import { readWords } from './words.ts'

export const cleanCommand: Command = {
  name: 'clean',
  synopsis: 'clean --what <kinds> [--days <n>] [--yes]',
  summary: `cleans up ${cleanings.join(', ')}; without --yes it only says what would go`,
  perform(words) {
    const { values, names } = readWords(words, ['what', 'days', 'yes'])
    const order = orderOf([...(values.what ?? []), ...names], values.days)
    return withCore(values.data, async ({ handlers }) => {
      const plan = await handlers['storage.plan'](order)
      for (const row of plan.rows) say(lineOf(row, order.days))
      if (!values.yes) {
        say('Nothing was touched. With --yes, this is what happens.')
        answer({ rows: plan.rows })
        return 0
      }
      const freed = await handlers['storage.clean']({ planId: plan.id })
      say(`Cleaned up: ${freed.items} (${inBytes(freed.bytes)}).`)
      answer({ rows: plan.rows, ...freed })
      return 0
    })
  },
}

function orderOf(words: readonly string[], days: string | undefined): CleaningOrder {
  const what = words.flatMap((word) => word.split(',')).filter((word) => word !== '')
  const strange = what.find((word) => !cleanings.includes(word as Cleaning))
  const choice = `--what takes one or more of ${cleanings.join(', ')}`
  if (strange !== undefined) throw new AppError('invalid_input', { reason: `${choice}; not ${strange}` })
  if (what.length === 0) throw new AppError('invalid_input', { reason: choice })
  const order = CleaningOrder.safeParse({ what, ...(days !== undefined && { days: Number(days) }) })
  if (!order.success)
    throw new AppError('invalid_input', { reason: '--days takes a whole number up to 3650' })
  return order.data
}

const ends: Readonly<Record<Cleaning, string>> = {
  'unused-takes': 'to the trash',
  'unused-media': 'to the trash',
  trash: 'deleted for good',
  'old-runs': 'forgotten',
  previews: 'made again when they are needed',
  measures: 'made again when they are needed',
  exports: 'deleted for good',
}

function lineOf({ what, items, bytes, examples }: CleaningPlan['rows'][number], days: number): string {
  if (items === 0) return `${what}: nothing that is older than ${days} days`
  const such = examples.map(({ name }) => name).join(', ')
  return `${what}: ${items} (${inBytes(bytes)}), ${ends[what]}; such as ${such}`
}
