import { z } from 'zod'
import { defineMakerNode } from '../define.ts'
import { cameraMoves, type Aspect } from '../models.ts'
import { generationFields, generationParams, secondsField, secondsParam } from './generation-params.ts'

export const imageToVideo = defineMakerNode({
  type: 'image-to-video',
  version: 1,
  title: 'Image to Video',
  summary: 'A clip that starts from a picture',
  category: 'make',
  inputs: {
    image: { type: 'image', label: 'First frame' },
    prompt: { type: 'text', label: 'Motion', optional: true, orParam: 'prompt' },
  },
  outputs: { video: { type: 'video', label: 'Clip' } },
  params: z.object({
    model: z.string().default('animatic/move'),
    ...generationParams,
    seconds: secondsParam,
    camera: z.enum(cameraMoves).default('auto'),
  }),
  fields: {
    model: { control: 'model', label: 'Model', mode: 'image-to-video' },
    ...generationFields,
    prompt: { ...generationFields.prompt, label: 'Motion' },
    seconds: secondsField,
    camera: { control: 'select', label: 'Camera', options: cameraMoves },
  },

  async run({ params, inputs, variation, services }) {
    const prompt = inputs.prompt ?? ''
    const aspect = params.aspect as Aspect
    const request = { ...params, prompt, aspect, variation, shot: 0, firstFrame: inputs.image }
    return { video: await services.generateVideo(request) }
  },
})
