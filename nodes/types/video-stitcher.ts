import { bindCut } from '../cut/bind.ts'
import { Cut, shotFits } from '../cut/cut.ts'
import { filmRates, filmSizes, FilmSettings } from '../cut/settings.ts'
import { defineMakerNode } from '../define.ts'

export const videoStitcher = defineMakerNode({
  type: 'video-stitcher',
  version: 1,
  title: 'Video Stitcher',
  summary: 'Clips joined into one film',
  category: 'finish',
  inputs: {
    clips: { type: 'video', also: ['image'], label: 'Clips', many: true },
    music: { type: 'audio', label: 'Music', optional: true },
  },
  outputs: { video: { type: 'video', label: 'Film' } },
  params: FilmSettings.extend({ cut: Cut.optional() }),
  fields: {
    size: { control: 'select', label: 'Size', options: filmSizes },
    fps: { control: 'select', label: 'Frame rate', options: filmRates },
    fit: { control: 'select', label: 'Other shapes', options: shotFits },
  },

  bind({ cut, ...params }, wires) {
    const bound = bindCut(cut, wires['clips'] ?? [])
    return { ...params, ...(bound && { cut: bound }) }
  },
  rewire({ cut, ...params }, renamed) {
    if (!cut) return params
    const shots = cut.shots.map(({ wire, ...shot }) => ({
      ...shot,
      ...(wire !== undefined && { wire: renamed.get(wire) ?? wire }),
    }))
    return { ...params, cut: { ...cut, shots } }
  },
  async run({ params, inputs, services }) {
    // By the time it runs, `bind` has put places where the document has connections.
    const settings = FilmSettings.parse(params)
    return { video: await services.stitch({ clips: inputs.clips, music: inputs.music, settings }) }
  },
})
