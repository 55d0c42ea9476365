import { setTimeout } from 'node:timers/promises'
import { AppError, sentence, toWire } from '../../nodes/errors.ts'
import { readNote } from '../db/replace.ts'
import { fromDiskError } from '../db/disk-error.ts'
import { bringBack, type BringBackParts } from './bring-back.ts'

export interface BringingBack {
  /** Fulfilled when it is done, or has taken as long as somebody waits for a window: then it goes on by itself. */
  readonly soon: Promise<unknown>
  /** Fulfilled when it is done, or could not be done now. */
  readonly tried: Promise<void>
  /** Fulfilled when it is done, however often that has to be tried. */
  readonly done: Promise<void>
  /** Throws library_coming_back while something of a library that was replaced may be missing. */
  requireWhole(): void
  stop(): void
}

const PATIENCE_MS = 1_000
const AGAIN_MS = 60_000

/** A file whose row was lost in a crash is back before anybody looks; thousands of them come in while they do. */
export function startBringBack(parts: BringBackParts): BringingBack {
  const stopper = new AbortController()
  const tried = perform(parts, stopper.signal)
  return {
    soon: Promise.race([tried, setTimeout(PATIENCE_MS, undefined, { ref: false })]),
    tried,
    done: tried.then(() => untilWhole(parts, stopper.signal)),
    requireWhole() {
      if (!isWhole(parts)) throw new AppError('library_coming_back')
    },
    stop: () => stopper.abort(),
  }
}

function isWhole({ dataFolder }: BringBackParts): boolean {
  return readNote(dataFolder)?.complete !== false
}

/** Nothing can be run before: what could not be done once, because the disk was full, say, is tried again. */
async function untilWhole(parts: BringBackParts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && !isWhole(parts)) {
    await setTimeout(AGAIN_MS, undefined, { signal, ref: false }).catch(() => undefined)
    if (!signal.aborted) await perform(parts, signal)
  }
}

async function perform(parts: BringBackParts, signal: AbortSignal): Promise<void> {
  const isReplaced = !isWhole(parts)
  try {
    const media = await bringBack(parts, signal)
    if (media.length > 0 || isReplaced) parts.events.emit({ type: 'library.changed' })
  } catch (error) {
    // The next try goes on with it; what is there can be looked at.
    if (!signal.aborted) process.emitWarning(sentence(toWire(inWords(error, parts.dataFolder))))
  }
}

function inWords(error: unknown, folder: string): unknown {
  const what = 'what was found of the library'
  return fromDiskError(error, { folder, what })
}
