import { readBoxes } from './boxes.ts'
import { box } from './box-writer.ts'
import { wrappingOf } from './codec.ts'
import { PICTURE_FIELDS, type SampleEntry } from './entry.ts'

/** What describes the pictures themselves. Bit rates, for one, describe the file that is left behind. */
const KEPT = new Set(['pasp', 'colr', 'clap', 'mdcv', 'clli', 'fiel'])

/** The entry of one clip, with the settings that the whole film shares. */
export function withConfig({ tag, body }: SampleEntry, config: Buffer): Pick<SampleEntry, 'tag' | 'body'> {
  const wrapping = wrappingOf(tag)
  const rest = readBoxes(body.subarray(PICTURE_FIELDS))
    .filter(({ type }) => KEPT.has(type))
    .map(({ type, body: content }) => box(type, content))
  const configBox = wrapping ? [box(wrapping.configBox, config)] : []
  return { tag, body: Buffer.concat([body.subarray(0, PICTURE_FIELDS), ...configBox, ...rest]) }
}
