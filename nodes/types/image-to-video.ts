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
  soundField,
  soundParam,
} from './generation-params.ts'

export const imageToVideo = defineMakerNode({
  type: 'image-to-video',
  version: 1,
  title: 'Image to Video',
  summary: 'A clip that starts from a picture',
  category: 'make',
  inputs: {
    image: { type: 'image', label: 'First frame' },
    prompt: { type: 'text', label: 'Motion', optional: true, orParam: 'prompt' },
    last: { type: 'image', label: 'Last frame', optional: true },
    references: referencesPort,
  },
  outputs: { video: { type: 'video', label: 'Clip' } },
  params: z.object({
    model: z.string().default('animatic/move'),
    ...generationParams,
    seconds: secondsParam,
    camera: z.enum(cameraMoves).default('auto'),
    sound: soundParam,
  }),
  fields: {
    model: { control: 'model', label: 'Model', mode: 'image-to-video' },
    ...generationFields,
    prompt: { ...generationFields.prompt, label: 'Motion' },
    seconds: secondsField,
    camera: { control: 'select', label: 'Camera', options: cameraMoves },
    sound: soundField,
  },

  need: (params, inflow) =>
    needOfRequest(
      'image-to-video',
      { ...params, aspect: params.aspect as Aspect, prompt: inflow.text('prompt') },
      { lastFrame: inflow.count('last') > 0, references: inflow.count('references') },
    ),

  async run({ params, inputs, variation, services }) {
    const { image: firstFrame, last: lastFrame, references, prompt = '' } = inputs
    const aspect = params.aspect as Aspect
    const request = { ...params, prompt, aspect, variation, shot: 0 }
    return { video: await services.generateVideo({ ...request, firstFrame, lastFrame, references }) }
  },
})
