import { z } from 'zod'
import { defineValueNode } from '../define.ts'

export const prompt = defineValueNode({
  type: 'prompt',
  version: 1,
  title: 'Prompt',
  summary: 'Words for a picture or a clip',
  category: 'write',
  inputs: {},
  outputs: { text: { type: 'text', label: 'Text' } },
  params: z.object({ text: z.string().max(20_000).default('') }),
  fields: { text: { control: 'textarea', label: 'Text', onCard: true } },
  value: ({ text }) => (text.trim() === '' ? undefined : { text }),
})
