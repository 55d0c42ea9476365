import { resolve } from 'node:path'
import { remedies, type DoctorReport, type Finding, type Remedy } from '../../nodes/contract/keeping.ts'
import { AppError, sentence } from '../../nodes/errors.ts'
import type { Core } from '../core.ts'
import type { Command } from './command.ts'
import { answer, say } from './output.ts'
import { withCore } from './with-core.ts'
import { readWords } from './words.ts'

const PAGE = 500

export const doctorCommand: Command = {
  name: 'doctor',
  synopsis: 'doctor [--deep] [--search <folder>…] [--mend adopt,relink,…] [--yes]',
  summary: 'compares the library with its files; says what it would mend, and does it with --yes',
  perform(words) {
    const { values } = readWords(words, ['deep', 'search', 'mend', 'yes'])
    const wanted = readRemedies(values.mend)
    return withCore(values.data, async (core, signal) => {
      const folders = (values.search ?? []).map((folder) => resolve(folder))
      const report = await examine(core, { deep: values.deep ?? false, folders }, signal)
      if (report.error) say(sentence(report.error))
      const findings = await readFindings(core, report.id)
      for (const finding of findings) say(describe(finding))
      const mended = await mend(core, report.id, { findings, wanted, dryRun: !values.yes })
      const last = (await core.handlers['doctor.last']({})).report ?? report
      answer({ report: last, findings, mended })
      return report.state === 'done' && wrongs(last) === 0 ? 0 : 1
    })
  },
}

function readRemedies(text: string | undefined): Remedy[] {
  const names = text?.split(',').filter(Boolean) ?? []
  const unknown = names.find((name) => !remedies.includes(name as Remedy))
  if (unknown !== undefined) {
    throw new AppError('invalid_input', { reason: `“${unknown}” is none of ${remedies.join(', ')}` })
  }
  return names as Remedy[]
}

async function examine(
  core: Core,
  order: { deep: boolean; folders: string[] },
  signal: AbortSignal,
): Promise<DoctorReport> {
  const ended = new Map<string, DoctorReport>()
  const { promise, resolve: end } = Promise.withResolvers<void>()
  let id = ''
  let told = 0
  const off = core.onEvent((event) => {
    if (event.type !== 'doctor.changed') return
    const { report } = event
    // One that goes on by itself after the start ends when this one begins.
    if (report.state !== 'running') ended.set(report.id, report)
    if (ended.has(id)) return end()
    const percent = Math.floor(report.progress * 10) * 10
    if (report.id === id && percent > told) say(`${(told = percent)} %`)
  })
  try {
    ;({ id } = await core.handlers['doctor.examine'](order))
    const stop = () => void core.handlers['doctor.stop']({ id })
    signal.addEventListener('abort', stop, { once: true })
    if (signal.aborted) stop()
    if (!ended.has(id)) await promise
    return ended.get(id)!
  } finally {
    off()
  }
}

async function readFindings(core: Core, id: string): Promise<Finding[]> {
  const all: Finding[] = []
  for (;;) {
    const page = await core.handlers['doctor.findings']({ id, limit: PAGE, offset: all.length })
    all.push(...page.items)
    if (page.items.length === 0 || all.length >= page.total) return all
  }
}

async function mend(
  core: Core,
  id: string,
  order: { findings: readonly Finding[]; wanted: readonly Remedy[]; dryRun: boolean },
) {
  const done = []
  const open = new Set(order.findings.map((finding) => finding.id))
  for (const remedy of order.wanted) {
    const able = order.findings.filter(
      (finding) => open.has(finding.id) && finding.remedies.some(({ kind }) => kind === remedy),
    )
    for (let first = 0; first < able.length; first += PAGE) {
      const findings = able.slice(first, first + PAGE).map((finding) => finding.id)
      const mended = await core.handlers['doctor.mend']({ id, remedy, findings, dryRun: order.dryRun })
      for (const { id, ok, error } of mended) {
        if (ok) open.delete(id)
        if (error) say(`${id}: ${sentence(error)}`)
      }
      done.push(...mended)
    }
    say(
      `${remedy}: ${order.dryRun ? 'would mend' : 'mended'} ${done.filter((one) => one.remedy === remedy && one.ok).length}`,
    )
  }
  if (order.dryRun && done.length > 0) say('Nothing was changed. Say --yes to do it.')
  return done
}

function describe({ kind, name, path, remedies }: Finding): string {
  const ways = remedies.map(({ kind: way, usd, from }) => {
    const price = usd === undefined ? '' : ` for $${usd.toFixed(2)}`
    return `${way}${price}${from === undefined ? '' : ` from ${from}`}`
  })
  return `${kind}: ${name}${path ? ` (${path})` : ''}: ${ways.join(', ')}`
}

function wrongs({ counts }: DoctorReport): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0)
}
