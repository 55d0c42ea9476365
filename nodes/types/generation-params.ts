import { z } from 'zod'
import type { Field } from '../define.ts'
import { aspects, resolutions, Wording } from '../models.ts'
import { INSTRUCTIONS_LIMIT } from '../prompts/compose.ts'

/** A parameter with this value takes the workflow's own setting of the same name. */
export const FROM_WORKFLOW = 'workflow'

/** What every node that asks a model for pictures or clips has in common. */
export const generationParams = {
  prompt: z.string().max(20_000).default(''),
  aspect: z.enum([FROM_WORKFLOW, ...aspects]).default(FROM_WORKFLOW),
  seed: z.number().int().min(0).max(2_147_483_647).default(0),
  // Absent until somebody sets them: what is absent is not in the signature, so older takes stay up to date.
  resolution: z.enum(resolutions).optional(),
  style: Wording.optional(),
  template: Wording.optional(),
  instructions: z
    .string()
    .max(INSTRUCTIONS_LIMIT)
    .optional()
    .transform((text) => text?.trim() || undefined),
}

/** Off is the same as absent. */
export const soundParam = z
  .boolean()
  .optional()
  .transform((on) => on || undefined)
export const soundField = { control: 'switch', label: 'Sound' } as const satisfies Field

export const generationFields = {
  prompt: { control: 'textarea', label: 'Prompt', onCard: true },
  aspect: { control: 'select', label: 'Aspect', options: [FROM_WORKFLOW, ...aspects] },
  seed: { control: 'seed', label: 'Seed' },
  resolution: { control: 'resolution', label: 'Resolution' },
  style: { control: 'wording', label: 'Style', list: 'styles' },
  template: { control: 'wording', label: 'Kind of shot', list: 'templates' },
  instructions: { control: 'textarea', label: 'Instructions', limit: INSTRUCTIONS_LIMIT },
} as const satisfies Record<string, Field>

export const shotParam = z.number().int().min(0).max(9_999).default(0)
export const shotField = {
  control: 'number',
  label: 'Shot number',
  min: 0,
  max: 9_999,
} as const satisfies Field

export const secondsParam = z.number().min(1).max(30).default(3)
export const secondsField = {
  control: 'number',
  label: 'Length',
  min: 1,
  max: 30,
  unit: 's',
} as const satisfies Field

export const referencesPort = { type: 'image', label: 'References', many: true, optional: true } as const
