import { useEffect } from 'react'
import type { Run } from '../../nodes/contract/records.ts'
import { translate } from '../i18n/index.ts'
import { useStore } from '../store/index.ts'
import type { Store } from '../store/types.ts'
import { useCurrentPlayer } from '../viewer/current-player.ts'
import { act } from './act.ts'
import { outcomeWords } from './dock/outcome-words.ts'
import { saveCopy } from '../save-copy.ts'

/** When a run that was watched ends with a film, the viewer plays it once; when something did not finish, it says so. */
export function useRunEnd(): void {
  useEffect(() => useStore.subscribe(onChange), [])
}

function onChange(state: Store, before: Store): void {
  if (before.activeRunId === undefined && state.activeRunId !== undefined) forgetEnd()
  if (before.activeRunId === undefined || state.activeRunId !== undefined) return
  if (state.workflow?.id !== before.workflow?.id) return
  const run = state.runs.find(({ id }) => id === before.activeRunId)
  if (run?.state === 'done') showFilm(run)
  if (run?.state === 'partial') tellUnfinished(run)
}

function forgetEnd(): void {
  for (const { id, ofRun } of act().toasts) if (ofRun) act().dismissToast(id)
}

function showFilm(run: Run): void {
  const film = run.nodes.findLast(({ type, state }) => type === 'video-stitcher' && state === 'done')
  if (film?.mediaId === undefined) return
  const media = act().media[film.mediaId]
  if (!media) return
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches
  if (!still) useCurrentPlayer.setState({ playOnce: media.id })
  act().view(media.id, film.nodeId)
  act().toast({
    kind: 'success',
    ofRun: true,
    text: translate('dialogs:first.ready'),
    action: { label: translate('dialogs:first.save'), perform: () => saveCopy(media) },
  })
}

function tellUnfinished(run: Run): void {
  act().toast({
    kind: 'error',
    ofRun: true,
    text: outcomeWords(run),
    action: { label: translate('panels:runs.showReasons'), perform: () => act().openDock('runs') },
  })
}
