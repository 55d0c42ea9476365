import { z } from 'zod'
import { defineMakerNode } from '../define.ts'
import { stitchFits, stitchRates, stitchSizes } from '../stitch.ts'

export const videoStitcher = defineMakerNode({
  type: 'video-stitcher',
  version: 1,
  title: 'Video Stitcher',
  summary: 'Clips joined into one film',
  category: 'finish',
  inputs: { clips: { type: 'video', label: 'Clips', many: true } },
  outputs: { video: { type: 'video', label: 'Film' } },
  params: z.object({
    size: z.enum(stitchSizes).default('auto'),
    fps: z.enum(stitchRates).default('auto'),
    fit: z.enum(stitchFits).default('fit'),
  }),
  fields: {
    size: { control: 'select', label: 'Size', options: stitchSizes },
    fps: { control: 'select', label: 'Frame rate', options: stitchRates },
    fit: { control: 'select', label: 'Other shapes', options: stitchFits },
  },

  async run({ params, inputs, services }) {
    return { video: await services.stitch(inputs.clips, params) }
  },
})
