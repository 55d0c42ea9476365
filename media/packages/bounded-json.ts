/** Lists in lists are made deeper by nobody, and a few bytes of text can ask for a lot of memory. */
const DEEPEST = 100
const MOST_PARTS = 2_000_000

const QUOTE = 0x22
const BACKSLASH = 0x5c
const openers = new Set([0x5b, 0x7b])
const closers = new Set([0x5d, 0x7d])
const separators = new Set([0x2c, 0x3a])

/** JSON of somebody else's making: its shape is counted before anything is built of it. `refuse` words the reason. */
export function parseBounded(bytes: Uint8Array, refuse: (reason: string) => Error): unknown {
  requireShape(bytes, refuse)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    throw refuse('a text in it is damaged or incomplete')
  }
}

function requireShape(bytes: Uint8Array, refuse: (reason: string) => Error): void {
  let depth = 0
  let parts = 0
  let inText = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (inText) {
      if (byte === BACKSLASH) at++
      else if (byte === QUOTE) inText = false
    } else if (byte === QUOTE) inText = true
    else if (openers.has(byte)) {
      depth++
      parts++
      if (depth > DEEPEST) throw refuse('its parts lie in each other too deep')
    } else if (closers.has(byte)) depth--
    else if (separators.has(byte)) parts++
    if (parts > MOST_PARTS) throw refuse('it has more parts than anybody could use')
  }
}
