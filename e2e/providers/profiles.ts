import { filmWorkflow } from '../../media/providers/comfyui/test-workflows.ts'
import { createFakeComfyui } from '../fakes/comfyui.ts'
import { fakeCustom } from '../fakes/custom.ts'
import { fal } from '../fakes/fal.ts'
import { google } from '../fakes/google.ts'
import { kling } from '../fakes/kling.ts'
import { luma } from '../fakes/luma.ts'
import { minimax } from '../fakes/minimax.ts'
import { piapi } from '../fakes/piapi.ts'
import { replicate } from '../fakes/replicate.ts'
import { runway } from '../fakes/runway.ts'
import { seedance } from '../fakes/seedance.ts'
import type { Expectation } from '../fakes/script.ts'
import type { Profile } from './profile.ts'

const mode = 'text-to-video'

/** What becomes of the money when nobody says so. */
const unsaid = { content: 'possible', fault: 'possible', canceled: 'possible' } as const
const noWordForCanceled = { 'poll-canceled': 'it has no word for it' }
const made: Expectation = { state: 'adopted', charge: 'charged', creates: 1, accepted: 1 }
const free = { content: 'none', fault: 'none', canceled: 'none' } as const

/** Every protocol that is spoken here; providers with two ways of speaking stand here twice. */
export const profiles: readonly Profile[] = [
  {
    name: 'Runway',
    vendor: runway,
    model: 'runway/gen4.5',
    mode,
    // What was declined is charged there, says its documentation.
    charges: { ...unsaid, content: 'charged', canceled: 'none' },
  },
  {
    name: 'fal',
    vendor: fal,
    model: 'fal/seedance-2.0',
    mode,
    // Trouble on its own side is not billed.
    charges: { ...unsaid, fault: 'none' },
  },
  {
    name: 'Google Gemini Omni',
    vendor: google,
    model: 'google/gemini-omni-1.2-flash',
    mode,
    charges: unsaid,
    // Asked again, it sends the file itself within the answer.
    instead: {
      'download-html-as-video': made,
      'download-damaged-media': made,
      'download-wrong-length': made,
      'download-gzip': made,
    },
  },
  {
    name: 'MiniMax, version 2',
    vendor: minimax,
    model: 'minimax/MiniMax-H3',
    mode,
    charges: { ...unsaid, canceled: 'none' },
  },
  {
    name: 'MiniMax, version 1',
    vendor: minimax,
    model: 'minimax/MiniMax-Hailuo-2.3:words',
    mode,
    charges: unsaid,
    lookUp: false,
    cannot: noWordForCanceled,
  },
  {
    name: 'BytePlus Seedance',
    vendor: seedance,
    model: 'seedance/seedance-2-0',
    mode,
    charges: { ...unsaid, canceled: 'none' },
  },
  {
    name: 'Kling, classic',
    vendor: kling,
    model: 'kling/kling-v3',
    mode,
    charges: unsaid,
    cannot: noWordForCanceled,
  },
  {
    name: 'Kling, turbo',
    vendor: kling,
    model: 'kling/kling-3.0-turbo',
    mode,
    charges: unsaid,
    cannot: noWordForCanceled,
  },
  {
    name: 'Luma Agents',
    vendor: luma,
    model: 'luma/ray-3.2',
    mode,
    charges: unsaid,
    cannot: noWordForCanceled,
  },
  {
    name: 'Replicate',
    vendor: replicate,
    model: 'replicate/seedance-2.0',
    mode,
    addressPath: '/v1',
    charges: unsaid,
  },
  {
    name: 'PiAPI',
    vendor: piapi,
    model: 'piapi/kling-3.0',
    mode,
    charges: { ...unsaid, content: 'charged', fault: 'none' },
    cannot: noWordForCanceled,
  },
  comfyui('ComfyUI, newer', true),
  comfyui('ComfyUI, older', false),
  {
    name: 'Custom service',
    vendor: fakeCustom,
    model: 'custom/video',
    mode,
    values: { price: '0.5' },
    charges: unsaid,
    instead: {
      // A model is not its own: what is gone is a path, so a setting of ours.
      'create-model': { state: 'failed', code: 'settings_refused', charge: 'none', creates: 1, accepted: 0 },
    },
  },
]

function comfyui(name: string, jobs: boolean): Profile {
  return {
    name,
    vendor: createFakeComfyui({ jobs }),
    model: 'comfyui/text-to-video',
    mode,
    values: { textToVideo: JSON.stringify(filmWorkflow) },
    charges: free,
    cannot: {
      'create-content': 'it has no rules about content',
      'poll-content': 'it has no rules about content',
    },
    instead: {
      // A model is a file that a node of the workflow names.
      'create-model': { state: 'failed', code: 'settings_refused', charge: 'none', creates: 1, accepted: 0 },
    },
  }
}
