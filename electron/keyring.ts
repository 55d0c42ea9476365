import { mkdirSync, readFileSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { safeStorage } from 'electron'
import { syncFolder } from '../media/files/sync-folder.ts'
import { cleanKey, memoryKeyring, type Keyring } from '../media/keys/keyring.ts'
import { AppError } from '../nodes/errors.ts'

/**
 * Keys that only this user's session can read: the system's keychain holds one secret, and with it Electron
 * encrypts the keys of a small file. Where the system has no keychain the secret would be one that everybody knows
 * (Electron's `basic_text`), so the keys are then kept for this session only.
 */
export async function openKeyring(file: string): Promise<Keyring> {
  if (!(await isProtected())) return memoryKeyring()
  let stored: ReadonlyMap<string, string> = readStored(file)
  const keys = new Map<string, string>()
  const seen = new Set<string>()
  let last: Promise<unknown> = Promise.resolve()

  /** One after the other, each on top of what is in the file by then. */
  function store(provider: string, key: string | undefined): Promise<void> {
    const before = last
    const now = (async () => {
      await before
      try {
        const next = new Map(stored)
        if (key === undefined) next.delete(provider)
        else next.set(provider, (await safeStorage.encryptStringAsync(key)).toString('base64'))
        await writeStored(file, next)
        stored = next
      } catch (error) {
        throw notStored(error)
      }
    })()
    last = now.catch(() => undefined)
    return now
  }

  for (const [provider, text] of stored) {
    // One that cannot be read any more stays where it is: the keychain may only be locked.
    const read = await safeStorage.decryptStringAsync(Buffer.from(text, 'base64')).catch(() => undefined)
    if (!read) continue
    keys.set(provider, read.result)
    seen.add(read.result)
    if (read.shouldReEncrypt) await store(provider, read.result).catch(() => undefined)
  }

  return {
    secure: true,
    get: (provider) => keys.get(provider),
    async set(provider, pasted) {
      const key = cleanKey(pasted)
      seen.add(key)
      await store(provider, key)
      keys.set(provider, key)
    },
    async remove(provider) {
      await store(provider, undefined)
      keys.delete(provider)
    },
    kept: (provider) => (keys.has(provider) ? 'keychain' : undefined),
    variable: () => undefined,
    known: () => [...seen],
  }
}

/** Asked after the app is ready; before, nothing is. */
async function isProtected(): Promise<boolean> {
  try {
    if (!(await safeStorage.isAsyncEncryptionAvailable())) return false
    if (process.platform !== 'linux') return true
    return !['basic_text', 'unknown'].includes(safeStorage.getSelectedStorageBackend())
  } catch {
    return false
  }
}

/** Encrypted keys in base64, by provider. */
function readStored(file: string): Map<string, string> {
  try {
    const stored: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const entries = Object.entries(stored as object)
    return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
  } catch {
    return new Map()
  }
}

/** Whole or not at all, also when the power fails. */
async function writeStored(file: string, stored: ReadonlyMap<string, string>): Promise<void> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const fresh = `${file}.new`
  await rm(fresh, { force: true })
  const handle = await open(fresh, 'wx', 0o600)
  try {
    await handle.writeFile(JSON.stringify(Object.fromEntries(stored)))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(fresh, file)
  await syncFolder(dirname(file))
}

function notStored(error: unknown): AppError {
  const { code } = error as NodeJS.ErrnoException
  const isFull = code === 'ENOSPC' || code === 'EDQUOT'
  const reason = isFull ? 'the disk is full' : code ? 'its file cannot be written' : 'the keychain refused it'
  return new AppError('key_not_stored', { reason }, { cause: error })
}
