import { canRetry, fromWire, toWire, type AppError } from '../../nodes/errors.ts'
import type { WorkflowDocument } from '../../nodes/graph/document.ts'

export const AUTOSAVE_MS = 500
export const RETRY_MS = 3_000

export type SaveState = 'saved' | 'saving' | 'unsaved' | 'conflict' | 'refused'

export interface AutosaveWorld {
  /** What is on screen now; undefined while no workflow is open. */
  present(): WorkflowDocument | undefined
  /** Writes it to the library; throws the core's AppError. */
  write(document: WorkflowDocument): Promise<void>
  onState(state: SaveState, error?: AppError): void
}

export interface Autosave {
  /** The document on screen is this one, as the library has it. */
  opened(document: WorkflowDocument): void
  /** `quietly` when only the view moved: that is saved too, but is nothing to worry about. */
  changed(options?: { readonly quietly: boolean }): void
  /** Resolves when what is on screen is in the library, or when that was refused: then with false. */
  flush(): Promise<boolean>
  /** What the library has, as far as this window knows. */
  inLibrary(): WorkflowDocument | undefined
  /** Whether that is what is on screen. */
  isSaved(): boolean
  /** Resolves once no write is on its way. */
  settled(): Promise<void>
}

/**
 * Writes the document soon after it changes and keeps trying for as long as it must: an edit is only ever on
 * its way to the library or in it. One write at a time, always of the newest document.
 */
export function createAutosave({ present, write, onState }: AutosaveWorld): Autosave {
  let inLibrary: WorkflowDocument | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let writing: Promise<boolean> | undefined
  let conflict = false
  /** Nothing but the view changed since the last save. */
  let quiet = true

  const isSaved = () => present() === undefined || present() === inLibrary

  async function flush(): Promise<boolean> {
    clearTimeout(timer)
    for (;;) {
      // A write under way may be of an older document, so look again once it is done.
      if (writing) await writing
      else if (isSaved()) return true
      else if (conflict) return false
      else {
        writing = save().finally(() => (writing = undefined))
        if (!(await writing)) return false
      }
    }
  }

  /** Whether it was accepted; what is on screen may be newer by then. */
  async function save(): Promise<boolean> {
    const [document, known] = [present()!, inLibrary]
    if (!quiet) onState('saving')
    quiet = true
    const refusal = await refusalOf(write(document))
    // Another workflow may have been opened meanwhile; then this is no news about it.
    if (inLibrary !== known) return !refusal
    if (refusal) refuse(refusal)
    else inLibrary = document
    if (!refusal) autosave.changed({ quietly: quiet })
    return !refusal
  }

  function refuse(error: AppError): void {
    clearTimeout(timer)
    quiet = false
    conflict = error.code === 'workflow_conflict'
    if (conflict) return onState('conflict', error)
    onState(error.code === 'core_unreachable' ? 'unsaved' : 'refused', error)
    if (canRetry(error.code)) timer = setTimeout(() => void flush(), RETRY_MS)
  }

  const autosave: Autosave = {
    opened(document) {
      clearTimeout(timer)
      inLibrary = document
      conflict = false
      onState('saved')
    },
    changed({ quietly } = { quietly: false }) {
      clearTimeout(timer)
      if (conflict) return
      if (isSaved()) return onState('saved')
      quiet &&= quietly
      if (!quiet) onState(writing ? 'saving' : 'unsaved')
      timer = setTimeout(() => void flush(), AUTOSAVE_MS)
    },
    flush,
    inLibrary: () => inLibrary,
    isSaved,
    settled: () => (writing ? writing.then(autosave.settled) : Promise.resolve()),
  }
  return autosave
}

function refusalOf(work: Promise<void>): Promise<AppError | undefined> {
  return work.then(
    () => undefined,
    (error: unknown) => fromWire(toWire(error)),
  )
}
