import { parseArgs } from 'node:util'
import { AppError } from '../../nodes/errors.ts'

const options = {
  data: { type: 'string' },
  set: { type: 'string', multiple: true },
  out: { type: 'string', short: 'o' },
  takes: { type: 'string' },
  agree: { type: 'string' },
  'stand-in': { type: 'boolean' },
  inbox: { type: 'boolean' },
  address: { type: 'string' },
  to: { type: 'string' },
  plan: { type: 'boolean' },
  size: { type: 'string' },
  fps: { type: 'string' },
  fit: { type: 'string' },
  'as-is': { type: 'boolean' },
  node: { type: 'string' },
  preset: { type: 'string' },
  name: { type: 'string' },
  captions: { type: 'string' },
  handoff: { type: 'string' },
  'no-media': { type: 'boolean' },
  estimate: { type: 'boolean' },
  limit: { type: 'string' },
  kind: { type: 'string' },
  media: { type: 'boolean' },
  link: { type: 'boolean' },
  deep: { type: 'boolean' },
  search: { type: 'string', multiple: true },
  mend: { type: 'string' },
  yes: { type: 'boolean' },
  what: { type: 'string', multiple: true },
  days: { type: 'string' },
} as const

export type Words = ReturnType<typeof readWords>

/** Reads the words after a command; whatever is not understood is said, not ignored. */
export function readWords(words: readonly string[], allowed: readonly (keyof typeof options)[]) {
  const known = Object.fromEntries(
    Object.entries(options).filter(([name]) => allowed.includes(name as never)),
  )
  try {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { ...known, data: options.data } as typeof options,
      allowPositionals: true,
    })
    return { values, names: positionals }
  } catch (cause) {
    throw new AppError('invalid_input', { reason: (cause as Error).message }, { cause })
  }
}
