import { z } from 'zod'
import { create } from 'zustand'
import type { DockTab, LeftPanel, Store } from '../store/types.ts'
import { useStore } from '../store/index.ts'
import { keepLayout } from './use-layout.ts'

interface Docks {
  /** Viewer and inspector. */
  readonly rightOpen: boolean
  /** Which of the two is shown where there is room for one. */
  readonly rightTab: 'viewer' | 'inspector'
}

export const useDocks = create<Docks>(() => ({ rightOpen: true, rightTab: 'viewer' }))

const leftPanels = ['nodes', 'media', 'outline'] as const satisfies readonly LeftPanel[]
const dockTabs = ['stitch', 'runs', 'problems', 'inbox'] as const satisfies readonly DockTab[]

const Kept = z.object({
  left: z.enum(leftPanels).optional(),
  dock: z.object({ open: z.boolean(), tab: z.enum(dockTabs) }),
  rightOpen: z.boolean(),
})

/** Opens the docks as they were left on this machine, and remembers how they are left from now on. */
export function rememberDocks(narrow: boolean): () => void {
  const kept = Kept.safeParse(useStore.getState().settings.layout['docks'])
  if (kept.success) {
    useStore.setState({ leftPanel: kept.data.left, dock: kept.data.dock })
    useDocks.setState({ rightOpen: kept.data.rightOpen })
  }
  // On a small screen an open panel lies over the canvas, so it waits until it is asked for.
  if (narrow) useStore.setState({ leftPanel: undefined })
  const offs = [
    useStore.subscribe((state, before) => {
      if (isAskedFor(state, before)) useDocks.setState({ rightOpen: true, rightTab: 'viewer' })
      if (state.leftPanel !== before.leftPanel || state.dock !== before.dock) keep()
    }),
    useDocks.subscribe((docks, before) => {
      if (docks.rightOpen !== before.rightOpen) keep()
    }),
  ]
  return () => offs.forEach((off) => off())
}

/** Somebody wants to look at it: the viewer does not merely follow the selection or the newest take. */
function isAskedFor({ viewed, selection }: Store, before: Store): boolean {
  if (!viewed || viewed === before.viewed || selection !== before.selection) return false
  return viewed.nodeId !== before.viewed?.nodeId || viewed.mediaId === before.viewed?.mediaId
}

function keep(): void {
  const { leftPanel, dock } = useStore.getState()
  const { rightOpen } = useDocks.getState()
  keepLayout('docks', { ...(leftPanel && { left: leftPanel }), dock, rightOpen })
}
