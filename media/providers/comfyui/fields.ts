import type { ConnectionField } from '../../../nodes/contract/money.ts'
import type { GenerationMode } from '../../../nodes/models.ts'

export const workflowFields: Readonly<Record<GenerationMode, string>> = {
  'text-to-image': 'textToImage',
  'text-to-video': 'textToVideo',
  'image-to-video': 'imageToVideo',
}

export const titles: Readonly<Record<GenerationMode, string>> = {
  'text-to-image': 'My picture workflow',
  'text-to-video': 'My video workflow',
  'image-to-video': 'My picture to video workflow',
}

const HOW = 'In ComfyUI choose File, Export (API), and paste the whole file.'

export const fields: readonly ConnectionField[] = [
  { name: 'textToImage', label: 'Workflow for Text to Image', control: 'textarea', hint: HOW },
  { name: 'textToVideo', label: 'Workflow for Text to Video', control: 'textarea', hint: HOW },
  { name: 'imageToVideo', label: 'Workflow for Image to Video', control: 'textarea', hint: HOW },
  {
    name: 'promptNode',
    label: 'Node that takes the prompt',
    control: 'text',
    hint: 'Its title or number. Usually found without it, also by {{prompt}} in a text.',
  },
  {
    name: 'imageNode',
    label: 'Node that takes the first frame',
    control: 'text',
    hint: 'Its title or number. Usually found without it, also by {{image}}.',
  },
  {
    name: 'seedNode',
    label: 'Node that takes the seed',
    control: 'text',
    hint: 'Its title or number. Left empty, every seed of the workflow is set.',
  },
  {
    name: 'outputNode',
    label: 'Node whose file is the result',
    control: 'text',
    hint: 'Its number. Left empty, it is what the workflow saves.',
  },
]
