import { FileInput, FolderInput, PanelLeft, PanelRight, X } from 'lucide-react'
import { useEffect, useRef, useState, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { commandKeys, useCommand } from '../commands.ts'
import { act } from '../panels/act.ts'
import { Imports } from '../panels/left/Imports.tsx'
import { useLibrary } from '../panels/left/use-library.ts'
import { Region } from '../panels/Region.tsx'
import { useStore } from '../store/index.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { addSelectedToCanvas } from './actions.ts'
import { Chips } from './Chips.tsx'
import { Details } from './Details.tsx'
import { LibraryBar, LibraryCount } from './LibraryBar.tsx'
import { ListHead } from './ListHead.tsx'
import { importFiles, Listed } from './Listed.tsx'
import { changeLook, useLook } from './look.ts'
import { Sidebar } from './Sidebar.tsx'
import { TabRow } from './TabRow.tsx'
import { useKeptKeyboard } from './use-kept-keyboard.ts'
import { WorkLine } from './WorkList.tsx'

/** The whole library, over the canvas. Viewer and dock stay beside it, so that files can be looked at and cut. */
export function LibraryView() {
  const { t } = useTranslation('library')
  const open = useStore((state) => state.libraryOpen)
  if (!open) return null
  return (
    <Region
      name="library"
      label={t('title')}
      className="absolute inset-0 z-30 flex min-w-0 flex-col bg-panel"
    >
      <Whole />
    </Region>
  )
}

function Whole() {
  const { t } = useTranslation('library')
  useLibrary('main')
  const { sidebar, details, tile } = useLook()
  const frame = useRef<HTMLDivElement>(null)
  const { dragging, ...drag } = useDragging()
  // Whoever opens it wants to find something.
  useEffect(() => frame.current?.querySelector<HTMLInputElement>('[role="searchbox"]')?.focus(), [])
  useKeptKeyboard(frame)
  return (
    <div
      ref={frame}
      data-scope="library"
      data-undo="library"
      tabIndex={-1}
      className="@container/whole flex min-h-0 grow flex-col outline-none"
      {...drag}
    >
      <Head />
      <div className="flex min-h-0 grow">
        {sidebar && (
          <div className="w-52 shrink-0 overflow-y-auto border-r border-line @max-3xl/whole:hidden">
            <Sidebar />
          </div>
        )}
        <div className="@container/list flex min-w-0 grow flex-col bg-canvas">
          <div className="bg-panel">
            <LibraryBar />
            {/* What the sidebar offers where there is room for it. */}
            <div className={sidebar ? '@3xl/whole:hidden' : ''}>
              <TabRow place="main" />
            </div>
            <Chips />
            <Imports />
            <WorkLine />
          </div>
          {tile === 'list' && <ListHead />}
          <Listed />
          {dragging && <CanvasDrop />}
        </div>
        {details && (
          <section
            aria-label={t('details.title')}
            className="w-64 shrink-0 overflow-y-auto border-l border-line @max-xl/whole:hidden"
          >
            <Details />
          </section>
        )}
      </div>
    </div>
  )
}

function Head() {
  const { t } = useTranslation(['library', 'panels'])
  const { sidebar, details } = useLook()
  const importFolder = useCommand('import-folder')
  return (
    <header className="flex h-9 shrink-0 items-center gap-1 border-b border-line pr-1.5 pl-3">
      <h2 className="text-13 font-semibold">{t('title')}</h2>
      <span className="px-2">
        <LibraryCount />
      </span>
      <span className="grow" />
      <IconButton label={t('import')} icon={<FileInput />} onClick={importFiles} />
      <IconButton label={importFolder.label} icon={<FolderInput />} onClick={importFolder.perform} />
      <IconButton
        label={t('view.sidebar')}
        icon={<PanelLeft />}
        aria-pressed={sidebar}
        onClick={() => changeLook({ sidebar: !sidebar })}
      />
      <IconButton
        label={t('view.details')}
        icon={<PanelRight />}
        aria-pressed={details}
        onClick={() => changeLook({ details: !details })}
      />
      <IconButton
        label={t('close')}
        keys={commandKeys('open-library')}
        icon={<X />}
        onClick={() => act().closeLibrary()}
      />
    </header>
  )
}

/** The canvas lies under the library: what is dropped here goes there. */
function CanvasDrop() {
  const { t } = useTranslation('library')
  const [over, setOver] = useState(false)
  return (
    <div
      className={`m-2 flex h-16 shrink-0 items-center justify-center rounded-8 border-2 border-dashed text-text-1 ${over ? 'border-accent bg-accent-tint' : 'border-line-strong bg-panel'}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        event.stopPropagation()
        void addSelectedToCanvas()
      }}
    >
      {t('drop.canvas')}
    </div>
  )
}

function useDragging() {
  const [dragging, setDragging] = useState(false)
  return {
    dragging,
    onDragStart(event: DragEvent) {
      const id = event.target instanceof HTMLElement ? event.target.dataset['media'] : undefined
      if (id === undefined) return
      if (!act().librarySelection.ids.has(id)) act().selectMedia([id])
      // Changing what is under the pointer while a drag begins would end it.
      setTimeout(() => setDragging(true), 50)
    },
    onDragEnd: () => setDragging(false),
    onDrop: () => setDragging(false),
  }
}
