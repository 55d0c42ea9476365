/** What a name template may ask for. */
export interface NameFacts {
  readonly workflow: string
  readonly node: string
  readonly date: Date
}

/** Bytes: systems allow 255, and " media" and an extension follow. */
const LONGEST_NAME = 180
/** Whoever finds so many names taken gives up. */
export const MOST_TRIES = 1_000
/** Windows keeps these for devices, with any extension. */
const RESERVED = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)/i

/**
 * The names that a template stands for, without extension: the same with a higher number each time, so that the
 * first that is free can be taken.
 */
export function* namesFrom(template: string, facts: NameFacts): Generator<string> {
  const nameOf = (n: number) => safeName(fill(template, facts, String(n)))
  // Of a long name the end is cut off, and the number may be there.
  const counts = nameOf(MOST_TRIES) !== nameOf(MOST_TRIES + 1)
  for (let n = 1; ; n++) {
    const filled = fill(template, facts, String(n))
    yield safeName(
      counts || n === 1 ? filled : `${filled} ${n}`,
      n === 1 || counts ? 0 : String(n).length + 1,
    )
  }
}

function fill(template: string, { workflow, node, date }: NameFacts, n: string): string {
  const two = (value: number) => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  const values: Record<string, string> = { workflow, node, date: day, n }
  return template.replace(/\{(workflow|node|date|n)\}/g, (_whole, key: string) => values[key]!)
}

/** A name that every system takes as the name of a file: never a path, never hidden, never a device. */
export function safeName(name: string, keptAtEnd = 0): string {
  const plain = name
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .replace(/["*/:<>?\\|]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/^[. ]+/, '')
  const end = keptAtEnd > 0 ? plain.slice(-keptAtEnd) : ''
  const short =
    shorten(plain.slice(0, plain.length - end.length), LONGEST_NAME - Buffer.byteLength(end)) + end
  const clean = short.replace(/[. ]+$/, '')
  if (clean === '') return 'Sceneloom'
  return RESERVED.test(clean) ? `_${clean}` : clean
}

/** Whole letters only: half a character is no name. */
function shorten(text: string, bytes: number): string {
  let short = text
  while (Buffer.byteLength(short) > bytes) short = [...short].slice(0, -1).join('')
  return short
}
