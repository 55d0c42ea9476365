import { useState } from 'react'
import { z } from 'zod'
import { ExportOrder, type ExportPreset, type HandoffFormat } from '../../../nodes/contract/films.ts'
import { getStore, useStore } from '../../store/index.ts'
import { keepLayout } from '../use-layout.ts'

type Place = Pick<ExportOrder, 'workflowId' | 'nodeId'>

/** What is asked of every export the same way until somebody changes it; kept on this machine. */
const Kept = ExportOrder.omit({ workflowId: true, nodeId: true, preset: true })
export type Wishes = z.infer<typeof Kept> & Pick<ExportOrder, 'preset'>

const usual = Kept.parse({})

/** Formats that know nothing of clips, and stand beside the film for players. */
export const captionFormats = ['srt', 'vtt'] as const satisfies readonly HandoffFormat[]
export const editFormats = ['otio', 'fcpxml', 'edl', 'csv'] as const satisfies readonly HandoffFormat[]

/** What the film is for is a question of its own each time: a preset of another film would encode this one unasked. */
export function useWishes(place: Place): readonly [Wishes, (change: Partial<Wishes>) => void] {
  const kept = useStore((state) => state.settings.layout['export'])
  const [preset, setPreset] = useState(() => lastPreset(getStore().settings.layout, place))
  const read = Kept.safeParse(kept)
  const change = ({ preset: chosen, ...rest }: Partial<Wishes>) => {
    if (chosen) setPreset(chosen)
    if (Object.keys(rest).length > 0) changeKept(rest)
  }
  return [{ ...(read.success ? read.data : usual), preset }, change]
}

function changeKept(change: Partial<Wishes>): void {
  const read = Kept.safeParse(getStore().settings.layout['export'])
  keepLayout('export', { ...(read.success ? read.data : usual), ...change })
}

const PRESETS = 'exportPresets'
const MOST_PRESETS = 50
const Presets = z.record(z.string(), ExportOrder.shape.preset).catch({})

/** As it was exported last; as it was rendered where it never was. */
export function lastPreset(layout: Readonly<Record<string, unknown>>, place: Place): ExportPreset {
  return Presets.parse(layout[PRESETS] ?? {})[keyOf(place)] ?? 'same'
}

export function rememberPreset(order: Place & Pick<ExportOrder, 'preset'>): void {
  keepLayout(PRESETS, presetsWith(getStore().settings.layout, order))
}

/** The latest last, and only as many as anybody comes back to. */
export function presetsWith(
  layout: Readonly<Record<string, unknown>>,
  { preset, ...place }: Place & Pick<ExportOrder, 'preset'>,
): Readonly<Record<string, ExportPreset>> {
  const { [keyOf(place)]: _before, ...others } = Presets.parse(layout[PRESETS] ?? {})
  const latest = Object.entries(others).slice(1 - MOST_PRESETS)
  return { ...Object.fromEntries(latest), [keyOf(place)]: preset }
}

function keyOf({ workflowId, nodeId }: Place): string {
  return `${workflowId} ${nodeId}`
}

/** Only what makes sense together: a GIF has no tracks and carries nothing. */
export function orderOf(wishes: Wishes, place: Place): ExportOrder {
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
