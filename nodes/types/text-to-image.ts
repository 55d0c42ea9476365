import { z } from 'zod'
import { defineMakerNode } from '../define.ts'
import { needOfRequest } from '../generation/need.ts'
import type { Aspect } from '../models.ts'
import {
  generationFields,
  generationParams,
  referencesPort,
  shotField,
  shotParam,
} from './generation-params.ts'

export const textToImage = defineMakerNode({
  type: 'text-to-image',
  version: 1,
  title: 'Text to Image',
  summary: 'A still from a prompt',
  category: 'make',
  inputs: {
    prompt: { type: 'text', label: 'Prompt', orParam: 'prompt' },
    references: referencesPort,
  },
  outputs: { image: { type: 'image', label: 'Picture' } },
  params: z.object({
    model: z.string().default('animatic/storyboard'),
    ...generationParams,
    shot: shotParam,
  }),
  fields: {
    model: { control: 'model', label: 'Model', mode: 'text-to-image' },
    ...generationFields,
    shot: shotField,
  },

  need: (params, inflow) =>
    needOfRequest(
      'text-to-image',
      { ...params, aspect: params.aspect as Aspect, prompt: inflow.text('prompt') },
      { lastFrame: false, references: inflow.count('references') },
    ),

  async run({ params, inputs: { prompt, references }, variation, services }) {
    const aspect = params.aspect as Aspect
    return { image: await services.generateImage({ ...params, prompt, aspect, references, variation }) }
  },
})
