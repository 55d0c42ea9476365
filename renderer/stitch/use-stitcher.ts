import { useEffect } from 'react'
import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import { nodeById, selectFilm, useStore, type Film } from '../store/index.ts'
import type { Store } from '../store/types.ts'
import { useFilmPlayhead } from './playhead.ts'
import { useStrip } from './strip.ts'

/** The Video Stitchers of a workflow, as they stand in it. */
export function stitchersOf({ nodes }: WorkflowDocument): string[] {
  return nodes.filter(({ type }) => type === 'video-stitcher').map(({ id }) => id)
}

/** The one that is selected, else the one that was shown last, else the first. */
export function stitcherToShow({ document, selection }: Store, last: string | undefined): string | undefined {
  const isFilm = (id: string | undefined) =>
    id !== undefined && nodeById(document, id)?.type === 'video-stitcher'
  const [selected] = selection
  if (selection.length === 1 && isFilm(selected)) return selected
  return isFilm(last) ? last : stitchersOf(document)[0]
}

/** The film in the dock; the viewer follows. */
export function useStitcher(): string | undefined {
  const last = useFilmPlayhead(({ nodeId }) => nodeId)
  const nodeId = useStore((state) => stitcherToShow(state, last))
  useEffect(() => {
    const playhead = useFilmPlayhead.getState()
    // Another film is looked at from its beginning, and whole.
    if (playhead.nodeId !== nodeId) useStrip.setState({ zoom: undefined, selected: 0 })
    playhead.follow(nodeId)
  }, [nodeId])
  useEffect(() => keepView(), [])
  return nodeId
}

export function useFilmOf(nodeId: string | undefined): Film | undefined {
  return useStore((state) => (nodeId === undefined ? undefined : selectFilm(state, nodeId)))
}

/** Whoever looks at something else gets it; a film that was never rendered is shown by its clips. */
function keepView(): () => void {
  const off = useStore.subscribe((state, before) => {
    const { setInView } = useFilmPlayhead.getState()
    if (state.viewed !== before.viewed) setInView(false)
    else if (state.selection !== before.selection && isFilmAlone(state)) setInView(true)
  })
  return () => {
    off()
    useFilmPlayhead.getState().setInView(false)
  }
}

function isFilmAlone({ document, selection }: Store): boolean {
  return selection.length === 1 && nodeById(document, selection[0]!)?.type === 'video-stitcher'
}
