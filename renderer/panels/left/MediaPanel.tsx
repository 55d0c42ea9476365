import { FileInput, FolderInput, Maximize2 } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { commandKeys, useCommand } from '../../commands.ts'
import { Chips } from '../../library/Chips.tsx'
import { Details } from '../../library/Details.tsx'
import { LibraryBar, LibraryCount } from '../../library/LibraryBar.tsx'
import { importFiles, Listed } from '../../library/Listed.tsx'
import { TabRow } from '../../library/TabRow.tsx'
import { useKeptKeyboard } from '../../library/use-kept-keyboard.ts'
import { WorkLine } from '../../library/WorkList.tsx'
import { useStore } from '../../store/index.ts'
import { IconButton } from '../../ui/IconButton.tsx'
import { PanelHeader } from '../../ui/PanelHeader.tsx'
import { act } from '../act.ts'
import { Imports } from './Imports.tsx'
import { useLibrary } from './use-library.ts'

/** The library beside the canvas. While it covers the canvas, it is not shown twice. */
export function MediaPanel() {
  const { t } = useTranslation(['panels', 'library'])
  const importFolder = useCommand('import-folder')
  const covered = useStore((state) => state.libraryOpen)
  return (
    <>
      <PanelHeader id="left-title" title={t('rail.media')}>
        <LibraryCount />
        <IconButton label={t('media.import')} icon={<FileInput />} onClick={importFiles} />
        <IconButton label={importFolder.label} icon={<FolderInput />} onClick={importFolder.perform} />
        <IconButton
          label={t('library:open')}
          keys={commandKeys('open-library')}
          icon={<Maximize2 />}
          onClick={() => act().openLibrary()}
        />
      </PanelHeader>
      {!covered && <Content />}
    </>
  )
}

function Content() {
  const { t } = useTranslation('library')
  useLibrary('main')
  const frame = useRef<HTMLDivElement>(null)
  useKeptKeyboard(frame)
  const selected = useStore((state) => state.librarySelection.ids.size > 0 && !state.views.main.query.work)
  return (
    <div
      ref={frame}
      data-scope="library"
      data-undo="library"
      tabIndex={-1}
      className="flex min-h-0 grow flex-col outline-none"
    >
      <LibraryBar />
      <TabRow place="main" />
      <Chips />
      <Imports />
      <WorkLine />
      <Listed />
      {selected && (
        <section
          aria-label={t('details.title')}
          className="max-h-[45%] shrink-0 overflow-y-auto border-t border-line"
        >
          <Details />
        </section>
      )}
    </div>
  )
}
