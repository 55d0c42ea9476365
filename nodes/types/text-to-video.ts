import { z } from 'zod'
import { defineMakerNode } from '../define.ts'
import { cameraMoves, type Aspect } from '../models.ts'
import {
  generationFields,
  generationParams,
  secondsField,
  secondsParam,
  shotField,
  shotParam,
} from './generation-params.ts'

export const textToVideo = defineMakerNode({
  type: 'text-to-video',
  version: 1,
  title: 'Text to Video',
  summary: 'A clip from a prompt',
  category: 'make',
  inputs: { prompt: { type: 'text', label: 'Prompt', orParam: 'prompt' } },
  outputs: { video: { type: 'video', label: 'Clip' } },
  params: z.object({
    model: z.string().default('animatic/scene'),
    ...generationParams,
    seconds: secondsParam,
    camera: z.enum(cameraMoves).default('auto'),
    shot: shotParam,
  }),
  fields: {
    model: { control: 'model', label: 'Model', mode: 'text-to-video' },
    ...generationFields,
    seconds: secondsField,
    camera: { control: 'select', label: 'Camera', options: cameraMoves },
    shot: shotField,
  },

  async run({ params, inputs, variation, services }) {
    const aspect = params.aspect as Aspect
    return { video: await services.generateVideo({ ...params, prompt: inputs.prompt, aspect, variation }) }
  },
})
