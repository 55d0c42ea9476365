import type { Handoff } from './handed.ts'
import { readEdl } from './read-edl.ts'
import { readOtio } from './read-otio.ts'

/** Reads OpenTimelineIO or CMX 3600, made here or elsewhere. Undefined if it is neither. */
export function readHandoff(text: string, name: string): Handoff | undefined {
  const body = text.replace(/^\uFEFF/, '')
  if (/\.otio$/i.test(name) || /^\s*\{/.test(body)) return readOtio(body)
  return readEdl(body)
}
