import type { FolderImport, ImportedFile, ImportOrder } from '../../nodes/contract/moving.ts'
import { type AppError, toWire, type WireError } from '../../nodes/errors.ts'
import type { Get, Set, Slice } from './editor.ts'
import type { Shared } from './session.ts'

type Way = ImportOrder['way']

/** A file of a folder that a browser gave, by its name in it; or why it is left aside. */
export type FolderFile =
  { readonly name: string; readonly file: File } | { readonly name: string; readonly error: AppError }

/** Folders on their way into the library, and those that came in since the app was started. */
export interface FolderImportsSlice {
  /** Newest first. */
  readonly folderImports: readonly FolderImport[]
  /** By paths on the machine that the core runs on. Answers once it works. Throws the core's AppError. */
  importPaths(paths: readonly string[], way: Way): Promise<void>
  /** What was dropped or picked; its paths stay outside the page. Only in the desktop app. */
  importPicked(files: readonly File[], way: Way): Promise<void>
  /** In a browser, which has the files and not their paths. */
  uploadFolder(name: string, files: AsyncIterable<FolderFile>): Promise<void>
  stopImport(id: string): Promise<void>
  /** Those that ended are not shown any more. */
  dismissFolderImports(): void
  refreshFolderImports(): Promise<void>
  applyImport(changed: FolderImport): void
}

/** Of those left aside or refused; the counts tell of the others. */
const TOLD = 200

export const createFolderImportsSlice =
  (shared: Shared): Slice<FolderImportsSlice> =>
  (set, get) => {
    const { core } = shared
    const uploads = new Map<string, AbortController>()
    const dismissed = new Set<string>()
    const begun = (started: FolderImport) => {
      // Its first news may have come before this answer.
      if (!get().folderImports.some(({ id }) => id === started.id)) get().applyImport(started)
      set({ leftPanel: 'media', panelsHidden: false })
    }
    return {
      folderImports: [],

      async importPaths(paths, way) {
        begun(await core.call('imports.start', { paths: [...paths], way }))
      },
      async importPicked(files, way) {
        try {
          const started = await core.importPaths?.(files, way)
          if (started) begun(started)
        } catch (error) {
          get().toastError(error)
        }
      },
      async uploadFolder(name, files) {
        const stopper = new AbortController()
        const upload = newUpload(name)
        uploads.set(upload.id, stopper)
        begun(upload)
        await sendFolder({ shared, get, upload, files, signal: stopper.signal })
        uploads.delete(upload.id)
      },
      async stopImport(id) {
        const upload = uploads.get(id)
        if (upload) return upload.abort()
        try {
          await core.call('imports.stop', { id })
        } catch (error) {
          get().toastError(error)
        }
      },
      dismissFolderImports: () =>
        set(({ folderImports }) => {
          const over = folderImports.filter(({ state }) => state !== 'running')
          for (const { id } of over) dismissed.add(id)
          return { folderImports: folderImports.filter(({ id }) => !dismissed.has(id)) }
        }),
      async refreshFolderImports() {
        try {
          const known = await core.call('imports.list', {})
          const own = get().folderImports.filter(({ id }) => uploads.has(id))
          set({ folderImports: [...own, ...known.filter(({ id }) => !dismissed.has(id))] })
        } catch (error) {
          get().toastError(error)
        }
      },
      applyImport: (changed) => putImport(set, changed),
    }
  }

function putImport(set: Set, changed: FolderImport): void {
  set(({ folderImports }) => ({
    folderImports: folderImports.some(({ id }) => id === changed.id)
      ? folderImports.map((known) => (known.id === changed.id ? changed : known))
      : [changed, ...folderImports],
  }))
}

function newUpload(name: string): FolderImport {
  return {
    id: crypto.randomUUID(),
    state: 'running',
    way: 'copy',
    name,
    files: 0,
    done: 0,
    bytes: 0,
    bytesDone: 0,
    counts: { imported: 0, known: 0, skipped: 0, refused: 0 },
    told: [],
    startedAt: Date.now(),
  }
}

interface Upload {
  readonly shared: Shared
  readonly get: Get
  readonly upload: FolderImport
  readonly files: AsyncIterable<FolderFile>
  readonly signal: AbortSignal
}

/** One after the other: each is sent once from end to end. */
async function sendFolder({ shared, get, upload, files, signal }: Upload): Promise<void> {
  let now = upload
  const tell = (change: Partial<FolderImport>) => get().applyImport((now = { ...now, ...change }))
  const all: FolderFile[] = []
  try {
    for await (const file of files) all.push(file)
    const real = all.filter((entry) => 'file' in entry)
    tell({ files: real.length, bytes: real.reduce((sum, { file }) => sum + file.size, 0) })
    for (const entry of all) {
      if (signal.aborted) break
      const result =
        'file' in entry ? await send(shared, get, entry) : leftAside(entry.name, toWire(entry.error))
      const bytes = 'file' in entry ? entry.file.size : 0
      tell({
        ...withFile(now, result),
        bytesDone: now.bytesDone + bytes,
        done: now.done + ('file' in entry ? 1 : 0),
      })
    }
    tell({ state: signal.aborted ? 'stopped' : 'done', endedAt: Date.now() })
  } catch (error) {
    tell({ state: 'failed', error: toWire(error), endedAt: Date.now() })
  }
}

const leftAside = (name: string, error: WireError): ImportedFile => ({ name, state: 'skipped', error })

async function send(
  { core }: Shared,
  get: Get,
  { name, file }: { readonly name: string; readonly file: File },
): Promise<ImportedFile> {
  try {
    const { media, existed } = await core.importFile(file)
    get().applyMedia(media)
    return { name, state: existed ? 'known' : 'imported', mediaId: media.id }
  } catch (error) {
    const wire = toWire(error)
    // Nobody answers any more, so nobody would answer for the rest.
    if (wire.code === 'core_unreachable' || wire.code === 'session_over') throw error
    const aside = wire.code === 'file_not_media' || wire.code === 'file_empty'
    return { name, state: aside ? 'skipped' : 'refused', error: wire }
  }
}

function withFile({ counts, told }: FolderImport, file: ImportedFile): Pick<FolderImport, 'counts' | 'told'> {
  const more = { ...counts, [file.state]: counts[file.state] + 1 }
  if (file.state === 'imported' || file.state === 'known') return { counts: more, told }
  const inOrder = [...told, file].toSorted(
    (a, b) => Number(b.state === 'refused') - Number(a.state === 'refused'),
  )
  return { counts: more, told: inOrder.slice(0, TOLD) }
}
