import type { z } from 'zod'
import { ExportOrder, type HandoffFormat } from '../../../nodes/contract/films.ts'
import { getStore, useStore } from '../../store/index.ts'
import { keepLayout } from '../use-layout.ts'

/** What is asked of every export the same way until somebody changes it; kept on this machine. */
export const Wishes = ExportOrder.omit({ workflowId: true, nodeId: true })
export type Wishes = z.infer<typeof Wishes>

const usual: Wishes = Wishes.parse({ preset: 'vertical' })

/** Formats that know nothing of clips, and stand beside the film for players. */
export const captionFormats = ['srt', 'vtt'] as const satisfies readonly HandoffFormat[]
export const editFormats = ['otio', 'fcpxml', 'edl', 'csv'] as const satisfies readonly HandoffFormat[]

export function useWishes(): readonly [Wishes, (change: Partial<Wishes>) => void] {
  const kept = useStore((state) => state.settings.layout['export'])
  const read = Wishes.safeParse(kept)
  return [read.success ? read.data : usual, changeWishes]
}

function changeWishes(change: Partial<Wishes>): void {
  const read = Wishes.safeParse(getStore().settings.layout['export'])
  keepLayout('export', { ...(read.success ? read.data : usual), ...change })
}

/** Only what makes sense together: a GIF has no tracks and carries nothing. */
export function orderOf(wishes: Wishes, place: Pick<ExportOrder, 'workflowId' | 'nodeId'>): ExportOrder {
  const gif = wishes.preset === 'gif'
  const captions = gif && wishes.captions === 'track' ? undefined : wishes.captions
  const { captions: _asked, ...rest } = wishes
  return {
    ...rest,
    ...place,
    name: wishes.name.trim(),
    folder: wishes.folder.trim(),
    carriesWorkflow: wishes.carriesWorkflow && !gif,
    ...(captions && { captions }),
  }
}

export function toggled(list: readonly HandoffFormat[], format: HandoffFormat): HandoffFormat[] {
  return list.includes(format) ? list.filter((one) => one !== format) : [...list, format]
}
