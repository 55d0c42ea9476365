import { z } from 'zod'
import { defineMakerNode } from '../define.ts'
import { needOfRequest } from '../generation/need.ts'
import { cameraMoves, type Aspect } from '../models.ts'
import {
  generationFields,
  generationParams,
  referencesPort,
  secondsField,
  secondsParam,
  shotField,
  shotParam,
  soundField,
  soundParam,
} from './generation-params.ts'

export const textToVideo = defineMakerNode({
  type: 'text-to-video',
  version: 1,
  title: 'Text to Video',
  summary: 'A clip from a prompt',
  category: 'make',
  inputs: {
    prompt: { type: 'text', label: 'Prompt', orParam: 'prompt' },
    references: referencesPort,
  },
  outputs: { video: { type: 'video', label: 'Clip' } },
  params: z.object({
    model: z.string().default('animatic/scene'),
    ...generationParams,
    seconds: secondsParam,
    camera: z.enum(cameraMoves).default('auto'),
    sound: soundParam,
    shot: shotParam,
  }),
  fields: {
    model: { control: 'model', label: 'Model', mode: 'text-to-video' },
    ...generationFields,
    seconds: secondsField,
    camera: { control: 'select', label: 'Camera', options: cameraMoves },
    sound: soundField,
    shot: shotField,
  },

  need: (params, inflow) =>
    needOfRequest(
      'text-to-video',
      { ...params, aspect: params.aspect as Aspect, prompt: inflow.text('prompt') },
      { lastFrame: false, references: inflow.count('references') },
    ),

  async run({ params, inputs: { prompt, references }, variation, services }) {
    const aspect = params.aspect as Aspect
    return { video: await services.generateVideo({ ...params, prompt, aspect, references, variation }) }
  },
})
