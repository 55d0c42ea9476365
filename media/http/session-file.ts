import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { removeNow } from '../files/remove-now.ts'
import { writePrivately } from './private-file.ts'

/** How a second start on the same data folder finds the running one. */
export interface SessionNote {
  readonly pid: number
  /** A one-time address; without one the running app is not a browser shell. */
  readonly entryUrl?: string
}

/** Readable by this user only: the address in it lets a window in. */
export function writeSessionNote(dataFolder: string, note: SessionNote): void {
  writePrivately(noteFile(dataFolder), note)
}

/** Nothing when no app that still runs has left a note. */
export function readSessionNote(dataFolder: string): SessionNote | undefined {
  try {
    const note = JSON.parse(readFileSync(noteFile(dataFolder), 'utf8')) as SessionNote
    process.kill(note.pid, 0)
    return note
  } catch {
    return undefined
  }
}

export function removeSessionNote(dataFolder: string): void {
  removeNow(noteFile(dataFolder))
}

function noteFile(dataFolder: string): string {
  return join(dataFolder, 'session.json')
}
