import type { CameraMove, VideoRequest } from '../models.ts'

export const INSTRUCTIONS_LIMIT = 500

/** Where the person's words go in a template; without it they follow the template. */
export const PROMPT_SLOT = '{prompt}'

type Words = Pick<VideoRequest, 'prompt'> &
  Partial<Pick<VideoRequest, 'style' | 'template' | 'instructions' | 'camera'>>

/**
 * The words that are sent to a model: what the person wrote, within the template and followed by style, camera
 * and instructions, a line each. What the person wrote is in it as it is, and is all of it where nothing was added.
 */
export function composePrompt({ prompt, style, template, instructions, camera }: Words): string {
  const added = [style?.words, camera && cameraWords[camera], instructions].map(tidy)
  const frame = tidy(template?.words)
  if (frame === '' && added.every((words) => words === '')) return prompt
  return [placed(prompt.trim(), frame), ...added].filter((words) => words !== '').join('\n')
}

function placed(prompt: string, frame: string): string {
  if (!frame.includes(PROMPT_SLOT)) return [frame, prompt].filter((words) => words !== '').join('\n')
  // By parts, because the prompt may hold "{prompt}" or "$&" itself.
  const [before, ...after] = frame.split(PROMPT_SLOT)
  return prompt === '' ? tidy([before, ...after].join('')) : [before, after.join('')].join(prompt)
}

/** One space between words, no empty lines, no space before a full stop that lost its word. */
function tidy(words: string | undefined): string {
  return (words ?? '')
    .split('\n')
    .map((line) =>
      line
        .replace(/[^\S\n]+/g, ' ')
        .replace(/ ([.,;:!?])/g, '$1')
        .trim(),
    )
    .filter((line) => line !== '' && line !== '.')
    .join('\n')
}

const cameraWords: Readonly<Record<CameraMove, string>> = {
  auto: '',
  static: 'The camera stays still.',
  push: 'The camera slowly pushes in.',
  pull: 'The camera slowly pulls back.',
  'pan-left': 'The camera pans slowly to the left.',
  'pan-right': 'The camera pans slowly to the right.',
  'tilt-up': 'The camera tilts slowly up.',
  'tilt-down': 'The camera tilts slowly down.',
}
