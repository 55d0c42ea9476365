import { setTimeout } from 'node:timers/promises'
import { sentence, toWire } from '../../nodes/errors.ts'
import { readNote } from '../db/replace.ts'
import { fromSqlError } from '../db/sql-error.ts'
import type { Events } from '../events.ts'
import { fromWriteError } from '../files/file-error.ts'
import { bringBack, type BringBackParts } from './bring-back.ts'

export interface BringingBack {
  /** Fulfilled when it is done, or has taken as long as somebody waits for a window: then it goes on by itself. */
  readonly soon: Promise<unknown>
  readonly done: Promise<void>
  stop(): void
}

const PATIENCE_MS = 1_000

/** A file whose row was lost in a crash is back before anybody looks; thousands of them come in while they do. */
export function startBringBack(parts: BringBackParts & { readonly events: Events }): BringingBack {
  const stopper = new AbortController()
  const done = perform(parts, stopper.signal)
  return {
    soon: Promise.race([done, setTimeout(PATIENCE_MS, undefined, { ref: false })]),
    done,
    stop: () => stopper.abort(),
  }
}

async function perform(
  parts: BringBackParts & { readonly events: Events },
  signal: AbortSignal,
): Promise<void> {
  const isReplaced = readNote(parts.dataFolder)?.complete === false
  try {
    const media = await bringBack(parts, signal)
    if (media.length > 0 || isReplaced) parts.events.emit({ type: 'library.changed' })
  } catch (error) {
    // The next start goes on with it; what is there can be worked with.
    if (!signal.aborted) process.emitWarning(sentence(toWire(inWords(error, parts.dataFolder))))
  }
}

function inWords(error: unknown, folder: string): unknown {
  const what = 'what was found of the library'
  return fromWriteError(fromSqlError(error, { folder, what }), { what, folder })
}
