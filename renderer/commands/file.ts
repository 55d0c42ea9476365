import { pickFiles } from '../canvas/drop-files.ts'
import { openVersions } from '../panels/history/versions.ts'
import { openExport } from '../panels/export/export-dialog.ts'
import { openFolderDialog } from '../panels/import/folder-dialog.ts'
import { openLegacyImport, openPackageExport, pickPackage } from '../panels/package/package-dialog.ts'
import { saveCopy } from '../save-copy.ts'
import { saveWorkflowFile } from '../save-workflow-file.ts'
import { useFilmPlayhead } from '../stitch/playhead.ts'
import { stitcherToShow } from '../stitch/use-stitcher.ts'
import type { Store } from '../store/types.ts'
import { mediaInView } from '../store/selectors.ts'
import { defineCommands } from './command.ts'

export const fileCommands = defineCommands([
  {
    id: 'new-workflow',
    group: 'file',
    scope: 'all',
    keys: ['Mod+KeyN'],
    whileTyping: true,
    perform: ({ createWorkflow }) => void createWorkflow(),
  },
  {
    id: 'open-workflow',
    group: 'file',
    scope: 'all',
    keys: ['Mod+KeyO'],
    whileTyping: true,
    perform: ({ openDialog }) => openDialog('workflows'),
  },
  {
    id: 'save',
    group: 'file',
    scope: 'all',
    keys: ['Mod+KeyS'],
    whileTyping: true,
    // A draft gets a name first.
    perform: ({ workflow, openDialog, saveNow }) =>
      workflow?.status === 'draft' ? openDialog('save') : void saveNow(),
  },
  {
    id: 'duplicate-workflow',
    group: 'file',
    scope: 'all',
    keys: ['Mod+Shift+KeyS'],
    whileTyping: true,
    unavailable: ({ workflow }) => (workflow ? undefined : 'no-workflow'),
    perform: ({ saveAsCopy }) => void saveAsCopy(),
  },
  {
    id: 'earlier-versions',
    group: 'file',
    scope: 'all',
    unavailable: ({ workflow }) => (workflow ? undefined : 'no-workflow'),
    perform: openVersions,
  },
  {
    id: 'import-media',
    group: 'file',
    scope: 'all',
    keys: ['Mod+KeyI'],
    whileTyping: true,
    perform: () => void pickFiles(),
  },
  {
    id: 'import-folder',
    group: 'file',
    scope: 'all',
    perform: () => openFolderDialog(),
  },
  {
    id: 'export-film',
    group: 'file',
    scope: 'all',
    keys: ['Mod+KeyE'],
    whileTyping: true,
    unavailable: (state) => (filmToExport(state) === undefined ? 'no-film' : undefined),
    perform: (state) => {
      const nodeId = filmToExport(state)
      if (nodeId !== undefined) openExport(nodeId)
    },
  },
  {
    id: 'export-package',
    group: 'file',
    scope: 'all',
    unavailable: ({ workflow }) => (workflow ? undefined : 'no-workflow'),
    perform: ({ workflow }) => openPackageExport(workflow ? [workflow.id] : []),
  },
  {
    id: 'export-workflow-file',
    group: 'file',
    scope: 'all',
    unavailable: ({ workflow }) => (workflow ? undefined : 'no-workflow'),
    perform: ({ workflow, document }) => workflow && saveWorkflowFile(workflow.name, document),
  },
  {
    id: 'open-package',
    group: 'file',
    scope: 'all',
    perform: () => void pickPackage(),
  },
  {
    id: 'take-over-library',
    group: 'file',
    scope: 'all',
    perform: () => openLegacyImport(),
  },
  {
    id: 'save-copy',
    group: 'file',
    scope: 'all',
    keys: ['Mod+Shift+KeyE'],
    whileTyping: true,
    unavailable: (state) => (mediaInView(state) ? undefined : 'nothing-to-view'),
    perform: (state) => {
      const media = mediaInView(state)
      if (media) saveCopy(media)
    },
  },
  {
    id: 'settings',
    group: 'file',
    scope: 'all',
    keys: ['Mod+Comma'],
    whileTyping: true,
    perform: ({ openDialog }) => openDialog('settings'),
  },
])

/** The selected one, else the one in the Stitch dock. */
function filmToExport(state: Store): string | undefined {
  return stitcherToShow(state, useFilmPlayhead.getState().nodeId)
}
