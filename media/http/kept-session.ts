import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { writePrivately } from './private-file.ts'

/** What brings a window back that outlived its server: the address it knows and the secret its cookie holds. */
export interface KeptSession {
  readonly port: number
  /** Absent when it is too old, or when others could have read it. */
  readonly secret?: string
}

interface KeptFile {
  readonly port: number
  readonly secret: string
  /** When the secret was made. */
  readonly since: number
}

const LONGEST_MS = 30 * 24 * 60 * 60_000
/** 32 bytes in base64url. */
const SECRET = /^[\w-]{43}$/

/** Written at the start, because a crash leaves no time to. A secret's age counts from its first run. */
export function keepSession(dataFolder: string, { port, secret }: Required<KeptSession>): void {
  const before = read(dataFolder)
  const since = before?.secret === secret ? before.since : Date.now()
  writePrivately(keptFile(dataFolder), { port, secret, since } satisfies KeptFile)
}

export function readKeptSession(dataFolder: string): KeptSession | undefined {
  const kept = read(dataFolder)
  if (!kept) return undefined
  const { port, secret, since } = kept
  const ageMs = Date.now() - since
  const isGood = ageMs >= 0 && ageMs < LONGEST_MS && isPrivate(keptFile(dataFolder))
  return isGood ? { port, secret } : { port }
}

function read(dataFolder: string): KeptFile | undefined {
  try {
    const { port, secret, since } = JSON.parse(readFileSync(keptFile(dataFolder), 'utf8')) as KeptFile
    const isPort = Number.isInteger(port) && port > 0 && port <= 65_535
    return isPort && SECRET.test(secret) && Number.isFinite(since) ? { port, secret, since } : undefined
  } catch {
    return undefined
  }
}

/** Windows keeps a file private by its folder and tells nothing by its mode. */
function isPrivate(file: string): boolean {
  return process.platform === 'win32' || (statSync(file).mode & 0o077) === 0
}

/** Beside the session note, which ends with its process. */
function keptFile(dataFolder: string): string {
  return join(dataFolder, 'window-session.json')
}
