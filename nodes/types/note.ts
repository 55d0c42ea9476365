import { z } from 'zod'
import { defineValueNode } from '../define.ts'

/** A remark on the canvas. It has no ports, so it never takes part in a run. */
export const note = defineValueNode({
  type: 'note',
  version: 1,
  title: 'Note',
  summary: 'A remark on the canvas',
  category: 'annotate',
  inputs: {},
  outputs: {},
  params: z.object({ text: z.string().max(20_000).default('') }),
  fields: { text: { control: 'textarea', label: 'Note', onCard: true } },
  value: () => ({}),
})
