import { randomUUID } from 'node:crypto'
import type { Moment, Script } from './script.ts'
import type { FakeFate, FakeJob, FakeWorld } from './vendor.ts'

const ordinaryLife: readonly Moment[] = ['queued', { running: 0.5 }, 'succeeded']
const USD = 0.1

interface Entry {
  readonly id: string
  readonly order: Parameters<FakeWorld['take']>[0]
  readonly script: Script
  readonly life: readonly Moment[]
  /** Of `life`; -1 before the first question. */
  moment: number
  canceled: boolean
  /** How often each stage was bent so far. */
  readonly bent: { poll: number; download: number }
  links: number
  /** Links up to this one are dead. */
  deadLinks: number
  /** Not twice the same: a library that loses one of two must be caught. */
  readonly file: Buffer
  /** A link that died since the last question. */
  waitsForLook: boolean
}

export type Order = Parameters<FakeWorld['take']>[0]
export type Entries = Map<string, Entry>

export interface WorldParts {
  readonly origin: string
  readonly key: string
  readonly fileFor: (kind: FakeJob['kind'], id: string) => Buffer
  /** Asked before a job is taken; throws where the script has other plans. */
  readonly beforeTake: (order: Order) => Script
}

/** What the vendor's protocol works with: jobs that live by the number of questions, and files. */
export function createWorld({ origin, key, fileFor, beforeTake }: WorldParts) {
  const entries: Entries = new Map()
  const uploads = new Map<string, { bytes: Buffer; type: string }>()

  const world: FakeWorld = {
    origin,
    key,
    take(order) {
      const script = beforeTake(order)
      const id = order.id ?? randomUUID()
      const entry: Entry = {
        id,
        order,
        script,
        life: script.life ?? ordinaryLife,
        moment: -1,
        canceled: false,
        bent: { poll: 0, download: 0 },
        file: fileFor(order.kind, id),
        links: 0,
        deadLinks: 0,
        waitsForLook: false,
      }
      entries.set(id, entry)
      return shown(origin, entry)
    },
    look(id) {
      const entry = entries.get(id)
      if (!entry) return undefined
      entry.moment = Math.min(entry.moment + 1, entry.life.length - 1)
      entry.waitsForLook = false
      return shown(origin, entry)
    },
    get jobs() {
      return [...entries.values()].map((entry) => shown(origin, entry))
    },
    cancel(id) {
      const entry = entries.get(id)
      if (!entry || isOver(fateOf(entry))) return false
      entry.canceled = true
      return true
    },
    keep(bytes, type) {
      const address = `${origin}/__kept/${randomUUID()}`
      uploads.set(address, { bytes, type })
      return address
    },
    known: (address) => uploads.get(address)?.bytes,
    file: (id) => entries.get(id)?.file ?? Buffer.alloc(0),
  }
  return { world, entries, uploads }
}

function shown(origin: string, entry: Entry): FakeJob {
  const moment = entry.life[Math.max(0, entry.moment)]!
  const fate = fateOf(entry)
  const done = isOver(fate) ? 1 : 0
  return {
    id: entry.id,
    body: entry.order.body,
    kind: entry.order.kind,
    prompt: entry.order.prompt,
    progress: typeof moment === 'object' ? moment.running : done,
    fate,
    url() {
      entry.links += 1
      const extension = entry.order.kind === 'video' ? 'mp4' : 'png'
      return `${origin}/__files/${entry.id}.${extension}?signature=${entry.links}`
    },
    usd: USD,
  }
}

function fateOf(entry: Entry): FakeFate {
  if (entry.canceled) return 'canceled'
  const moment = entry.life[Math.max(0, entry.moment)]!
  return typeof moment === 'object' ? 'running' : moment
}

function isOver(fate: FakeFate): boolean {
  return fate !== 'queued' && fate !== 'running' && fate !== 'odd-word'
}
