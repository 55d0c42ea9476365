import { basename, dirname, resolve } from 'node:path'
import { PackageOrder, packageTakes } from '../../nodes/contract/moving.ts'
import { AppError } from '../../nodes/errors.ts'
import { PACKAGE_EXTENSION } from '../packages/format.ts'
import type { Command } from './command.ts'
import { findWorkflow } from './find-workflow.ts'
import { answer } from './output.ts'
import { transferToEnd } from './transfer-to-end.ts'
import { withCore } from './with-core.ts'
import { readWords, type Words } from './words.ts'

export const packCommand: Command = {
  name: 'pack',
  synopsis: 'pack <workflow.json|id…> [--takes all|active|proxies|none] [-o file] [--estimate]',
  summary: 'puts workflows with their takes into one .sceneloom file, for another machine',
  perform(words) {
    const { values, names } = readWords(words, ['takes', 'out', 'estimate'])
    if (names.length === 0) throw new AppError('package_empty')
    return withCore(values.data, async (core, signal) => {
      const found = []
      for (const name of names) found.push(await findWorkflow(core, name))
      const order = orderOf(values, found)
      if (!values.estimate) return transferToEnd(core, () => core.moving.packages.export(order), signal)
      answer(await core.moving.packages.estimate(order))
      return 0
    })
  },
}

export const unpackCommand: Command = {
  name: 'unpack',
  synopsis: 'unpack <file.sceneloom> [--estimate]',
  summary: 'brings a package into the library; with --estimate only says what is in it',
  perform(words) {
    const { values, names } = readWords(words, ['estimate'])
    const [name] = names
    if (name === undefined || names.length > 1)
      throw new AppError('invalid_input', { reason: 'name one package' })
    const source = { path: resolve(name) }
    return withCore(values.data, async (core, signal) => {
      if (!values.estimate) return transferToEnd(core, () => core.moving.packages.import(source), signal)
      answer(await core.moving.packages.inspect(source))
      return 0
    })
  },
}

function orderOf(
  { takes = 'active', out }: Words['values'],
  found: readonly { readonly id: string; readonly title: string }[],
): PackageOrder {
  const way = packageTakes.find((known) => known === takes)
  if (!way)
    throw new AppError('invalid_input', {
      reason: `--takes takes ${packageTakes.join(', ')}, not “${takes}”`,
    })
  const file = out === undefined ? undefined : resolve(out)
  return PackageOrder.parse({
    workflowIds: found.map(({ id }) => id),
    takes: way,
    folder: file === undefined ? process.cwd() : dirname(file),
    name:
      file === undefined
        ? (found[0]?.title ?? 'Package').slice(0, 200) || 'Package'
        : basename(file, PACKAGE_EXTENSION) || 'Package',
  })
}
