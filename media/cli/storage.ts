import type { StorageReport } from '../../nodes/contract/keeping.ts'
import type { Command } from './command.ts'
import { answer, say } from './output.ts'
import { inBytes } from './sizes.ts'
import { withCore } from './with-core.ts'
import { readWords } from './words.ts'

export const storageCommand: Command = {
  name: 'storage',
  synopsis: 'storage',
  summary: 'what the library takes up, by kind, and how much is free on its disk',
  perform(words) {
    const { values } = readWords(words, [])
    return withCore(values.data, async ({ handlers }) => {
      const report = await handlers['storage.read']({})
      for (const line of linesOf(report)) say(line)
      answer(report)
      return 0
    })
  },
}

function linesOf({ parts, free, total, reserve }: StorageReport): string[] {
  const rows = parts
    .filter(({ files }) => files > 0)
    .map(({ part, files, bytes }) => `${part.padEnd(12)}${inBytes(bytes).padStart(10)}  ${files} files`)
  const sum = parts.reduce((bytes, part) => bytes + part.bytes, 0)
  return [
    ...rows,
    `${'in all'.padEnd(12)}${inBytes(sum).padStart(10)}`,
    `${inBytes(free)} of ${inBytes(total)} free on this disk.`,
    ...(free < reserve ? [`Paid clips wait until more than ${inBytes(reserve)} is free.`] : []),
  ]
}
