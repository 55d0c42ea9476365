import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Group, Panel, Separator, type LayoutChangedMeta } from 'react-resizable-panels'
import { desktop } from '../api.ts'
import { Canvas } from '../canvas/Canvas.tsx'
import { useStore } from '../store/index.ts'
import { useMedia } from '../ui/useMedia.ts'
import { Dock } from './dock/Dock.tsx'
import { rememberDocks, useDocks } from './docks.ts'
import { FirstRunCard } from './home/FirstRunCard.tsx'
import { LibraryView } from '../library/LibraryView.tsx'
import { LeftPanel } from './left/LeftPanel.tsx'
import { Rail } from './left/Rail.tsx'
import { lying, standing } from './lines.ts'
import { LowDisk } from './LowDisk.tsx'
import { Region } from './Region.tsx'
import { RightColumn } from './RightColumn.tsx'
import { StatusBar } from './StatusBar.tsx'
import { MenuBar } from './toolbar/MenuBar.tsx'
import { Toolbar } from './toolbar/Toolbar.tsx'
import { useCollapsible } from './use-collapsible.ts'
import { useLayout } from './use-layout.ts'

const LEFT_MIN = 180
const CANVAS_MIN = 480

/** The window: everything that stands around the canvas. */
export function Layout() {
  const narrow = useMedia('(max-width: 1099px)')
  useEffect(() => rememberDocks(matchMedia('(max-width: 1099px)').matches), [])
  return (
    <div className="flex h-full flex-col">
      {!desktop && <MenuBar />}
      <Toolbar />
      <div className="flex min-h-0 grow">
        <Rail />
        <Columns narrow={narrow} />
      </div>
      <LowDisk />
      <StatusBar />
    </div>
  )
}

function Columns({ narrow }: { readonly narrow: boolean }) {
  const { t } = useTranslation('panels')
  const hidden = useStore((state) => state.panelsHidden)
  const rightOpen = useDocks((state) => state.rightOpen) && !hidden
  const leftDocked = useStore((state) => state.leftPanel !== undefined) && !hidden && !narrow
  const [width, keepWidth] = useLayout('rightWidth', 320)
  const right = useCollapsible({
    open: rightOpen,
    size: width,
    onDragged: (open) => useDocks.setState({ rightOpen: open }),
  })
  const keep = (_layout: unknown, { isUserInteraction }: LayoutChangedMeta) => {
    const { inPixels } = right.panelRef.current!.getSize()
    if (isUserInteraction && inPixels > 0) keepWidth(Math.round(inPixels))
  }
  return (
    <Group id="columns" className="min-w-0 grow" onLayoutChanged={keep}>
      <Panel id="main" minSize={CANVAS_MIN + (leftDocked ? LEFT_MIN : 0)} className="overflow-hidden">
        <Rows narrow={narrow} />
      </Panel>
      <Separator id="columns-line" className={standing} aria-label={t('dock.resizeRight')} />
      <Panel
        id="right"
        {...right}
        onResize={(...sizes) => {
          right.onResize(...sizes)
          // Messages stand beside the viewer, not over it.
          document.documentElement.style.setProperty('--right-column', `${sizes[0].inPixels}px`)
        }}
        minSize={280}
        maxSize={480}
        defaultSize={width}
        groupResizeBehavior="preserve-pixel-size"
      >
        <div inert={!rightOpen} className="h-full">
          <RightColumn />
        </div>
      </Panel>
    </Group>
  )
}

function Rows({ narrow }: { readonly narrow: boolean }) {
  const { t } = useTranslation('panels')
  const hidden = useStore((state) => state.panelsHidden)
  const open = useStore((state) => state.dock.open) && !hidden
  const setDockOpen = useStore((state) => state.setDockOpen)
  const [height, keepHeight] = useLayout('dockHeight', 264)
  const dock = useCollapsible({ open, size: height, onDragged: setDockOpen })
  const keep = (_layout: unknown, { isUserInteraction }: LayoutChangedMeta) => {
    if (isUserInteraction && !dock.panelRef.current!.isCollapsed()) {
      keepHeight(Math.round(dock.panelRef.current!.getSize().inPixels))
    }
  }
  return (
    <Group id="rows" orientation="vertical" onLayoutChanged={keep}>
      <Panel id="upper" minSize={200} className="overflow-hidden">
        <Upper narrow={narrow} />
      </Panel>
      <Separator id="rows-line" className={lying} aria-label={t('dock.resizeDock')} />
      <Panel
        id="dock"
        {...dock}
        onResize={(...sizes) => {
          dock.onResize(...sizes)
          // Messages stand above the dock and its buttons.
          document.documentElement.style.setProperty('--dock', `${sizes[0].inPixels}px`)
        }}
        minSize={120}
        collapsedSize={hidden ? 0 : 32}
        defaultSize={height}
        groupResizeBehavior="preserve-pixel-size"
      >
        <Dock />
      </Panel>
    </Group>
  )
}

function Upper({ narrow }: { readonly narrow: boolean }) {
  const { t } = useTranslation('panels')
  const hidden = useStore((state) => state.panelsHidden)
  const panel = useStore((state) => state.leftPanel)
  const open = panel !== undefined && !hidden
  const covered = useStore((state) => state.libraryOpen)
  const [width, keepWidth] = useLayout('leftWidth', 240)
  const left = useCollapsible({
    open: open && !narrow,
    size: width,
    onDragged: (isOpen) => useStore.setState({ leftPanel: isOpen ? (panel ?? 'nodes') : undefined }),
  })
  const keep = (_layout: unknown, { isUserInteraction }: LayoutChangedMeta) => {
    const { inPixels } = left.panelRef.current!.getSize()
    if (isUserInteraction && inPixels > 0) keepWidth(Math.round(inPixels))
  }
  return (
    <div className="relative h-full">
      <Group id="upper-columns" inert={covered} onLayoutChanged={keep}>
        <Panel
          id="left"
          {...left}
          minSize={LEFT_MIN}
          maxSize={420}
          defaultSize={width}
          groupResizeBehavior="preserve-pixel-size"
        >
          {!narrow && panel && <LeftPanel panel={panel} />}
        </Panel>
        <Separator id="left-line" className={standing} aria-label={t('dock.resizeLeft')} />
        <Panel id="canvas-column" minSize={CANVAS_MIN} className="overflow-hidden">
          <Region name="canvas" label={t('dock.canvas')} className="relative h-full bg-canvas">
            <Canvas />
            <FirstRunCard beside={narrow && open} />
          </Region>
        </Panel>
      </Group>
      {narrow && open && (
        <div className="absolute inset-y-0 left-0 z-20 w-60 border-r border-line shadow-overlay">
          <LeftPanel panel={panel} />
        </div>
      )}
      <LibraryView />
    </div>
  )
}
