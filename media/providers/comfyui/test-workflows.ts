import type { Workflow } from './workflow.ts'

/** Made like the ones that ComfyUI exports: a picture from words. */
export const pictureWorkflow: Workflow = {
  '3': {
    class_type: 'KSampler',
    inputs: {
      seed: 1,
      steps: 20,
      model: ['4', 0],
      positive: ['6', 0],
      negative: ['7', 0],
      latent_image: ['5', 0],
    },
    _meta: { title: 'KSampler' },
  },
  '4': { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'base.safetensors' } },
  '5': { class_type: 'EmptyLatentImage', inputs: { width: 768, height: 768, batch_size: 1 } },
  '6': {
    class_type: 'CLIPTextEncode',
    inputs: { text: 'a cat', clip: ['4', 1] },
    _meta: { title: 'CLIP Text Encode (Prompt)' },
  },
  '7': {
    class_type: 'CLIPTextEncode',
    inputs: { text: 'blurry', clip: ['4', 1] },
    _meta: { title: 'CLIP Text Encode (Prompt)' },
  },
  '8': { class_type: 'VAEDecode', inputs: { samples: ['3', 0], vae: ['4', 2] } },
  '9': { class_type: 'SaveImage', inputs: { filename_prefix: 'ComfyUI', images: ['8', 0] } },
}

/** A clip that goes on from a picture. */
export const clipWorkflow: Workflow = {
  '2': { class_type: 'LoadImage', inputs: { image: 'example.png' }, _meta: { title: 'Load Image' } },
  '3': {
    class_type: 'KSampler',
    inputs: { seed: 1, positive: ['50', 0], negative: ['50', 1], latent_image: ['50', 2], model: ['4', 0] },
  },
  '4': { class_type: 'UNETLoader', inputs: { unet_name: 'video.safetensors' } },
  '6': { class_type: 'CLIPTextEncode', inputs: { text: 'a cat walks', clip: ['4', 1] } },
  '7': { class_type: 'CLIPTextEncode', inputs: { text: 'blurry', clip: ['4', 1] } },
  '9': { class_type: 'SaveVideo', inputs: { video: ['57', 0], filename_prefix: 'video/ComfyUI' } },
  '50': {
    class_type: 'WanImageToVideo',
    inputs: {
      width: 832,
      height: 480,
      length: 81,
      positive: ['6', 0],
      negative: ['7', 0],
      start_image: ['2', 0],
    },
  },
  '57': { class_type: 'CreateVideo', inputs: { fps: 16, images: ['8', 0] } },
}

/** A clip from words alone. */
export const filmWorkflow: Workflow = {
  ...Object.fromEntries(['4', '6', '7', '9', '57'].map((id) => [id, clipWorkflow[id]!])),
  '3': {
    class_type: 'KSampler',
    inputs: { seed: 1, positive: ['6', 0], negative: ['7', 0], latent_image: ['40', 0], model: ['4', 0] },
  },
  '40': {
    class_type: 'EmptyHunyuanLatentVideo',
    inputs: { width: 832, height: 480, length: 49, batch_size: 1 },
  },
}
