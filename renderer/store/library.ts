import { fromWire, toWire } from '../../nodes/errors.ts'
import type { Media } from '../../nodes/media.ts'
import { translate } from '../i18n/index.ts'
import type { Slice } from './editor.ts'
import type { Shared } from './session.ts'
import type { ImportProgress, MediaSlice } from './types.ts'

type Imports = Pick<MediaSlice, 'imports' | 'importFiles' | 'dismissImports'>

/** What is being brought into the library. */
export const createImportsSlice =
  (shared: Shared): Slice<Imports> =>
  (set, get) => {
    return {
      imports: [],

      async importFiles(files) {
        const imports = files.map(({ name }) => ({
          id: crypto.randomUUID(),
          name,
          state: 'running' as const,
        }))
        set({ imports: [...get().imports, ...imports] })
        const results: (Media | undefined)[] = []
        for (const [index, file] of files.entries()) {
          results.push(await importOne(file, imports[index]!.id))
        }
        reportRefused(imports.map(({ id }) => id))
        if (results.some((media) => media !== undefined)) await get().refreshLibrary()
        return results
      },
      dismissImports: () =>
        set(({ imports, toasts }) => ({
          imports: imports.filter(({ state }) => state === 'running'),
          toasts: toasts.filter(({ ofImport }) => !ofImport),
        })),
    }

    /** One file is told of in its own sentence; of several the panel has the list. */
    function reportRefused(ids: readonly string[]): void {
      const errors = get().imports.flatMap(({ id, error }) => (error && ids.includes(id) ? [error] : []))
      if (errors.length === 1) get().toastError(errors[0])
      if (errors.length < 2) return
      get().toast({
        kind: 'error',
        ofImport: true,
        text: translate('panels:media.refused', { count: errors.length }),
        action: {
          label: translate('panels:media.showRefused'),
          perform: () => set({ leftPanel: 'media', panelsHidden: false }),
        },
      })
    }

    async function importOne(file: File, id: string): Promise<Media | undefined> {
      const report = (change: Partial<ImportProgress>) =>
        set({ imports: get().imports.map((entry) => (entry.id === id ? { ...entry, ...change } : entry)) })
      try {
        const { media, existed } = await shared.core.importFile(file)
        get().applyMedia(media)
        report({ state: existed ? 'existed' : 'done' })
        // The library knows these bytes by their first name; whoever brings them in knows them by this one.
        return existed ? { ...media, name: file.name } : media
      } catch (error) {
        report({ state: 'refused', error: fromWire(toWire(error)) })
        return undefined
      }
    }
  }
