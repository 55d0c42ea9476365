import { z } from 'zod'
import { defineMakerNode } from '../define.ts'

/** Lets the next clip go on where this one ends. Made on this machine, at no cost. */
export const lastFrame = defineMakerNode({
  type: 'last-frame',
  version: 1,
  title: 'Last Frame',
  summary: 'The picture a clip ends on, to go on from',
  category: 'make',
  inputs: { video: { type: 'video', label: 'Clip' } },
  outputs: { image: { type: 'image', label: 'Picture' } },
  params: z.object({}),
  fields: {},

  async run({ inputs, services }) {
    return { image: await services.extractLastFrame(inputs.video) }
  },
})
