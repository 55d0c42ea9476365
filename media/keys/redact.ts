export const HIDDEN = '•••'

/** Shorter ones are no keys, and would tear holes into ordinary words. */
const SHORTEST = 6

/** A field or header of this name holds a secret, whoever wrote it. */
const NAME = String.raw`["']?[\w-]*(?:authorization|api[-_]?key|token(?!s)|secret|passw(?:or)?d|credential|signature)[\w-]*["']?`
const QUOTED = String.raw`"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'`
const SCHEME = String.raw`(?:Bearer|Basic|Key|Token)\s+`
/** Words of a sentence stand behind a colon too; a secret has something in it that words have not. */
const ODD = String.raw`(?=[^\s,;&"'}\]]*[^a-z\s.,;&"'}\]])[^\s,;&"'}\]]{8,}`
const FREE = String.raw`[^\s,;&"'}\]]+`

const rules: readonly (readonly [RegExp, string])[] = [
  [/\b((?:http|ws)s?:\/\/)[^\s/"'<>?#@]+@/gi, '$1'],
  [/\b((?:http|ws)s?:\/\/[^\s"'<>?#\\]+\?)(?:[^\s"'<>\\]|\\(?!["']))+/gi, `$1${HIDDEN}`],
  [
    new RegExp(`(["']?(?:proxy-)?authorization["']?\\s*[:=]\\s*)(?:${QUOTED}|(?:${SCHEME})?${FREE})`, 'gi'),
    `$1${HIDDEN}`,
  ],
  [new RegExp(`(${NAME}\\s*[:=]\\s*)(?:${QUOTED})`, 'gi'), `$1${HIDDEN}`],
  [new RegExp(`(${NAME}\\s*=\\s*)${FREE}`, 'gi'), `$1${HIDDEN}`],
  [new RegExp(`(${NAME}\\s*:\\s*)(?:${SCHEME})?${ODD}`, 'gi'), `$1${HIDDEN}`],
  [/\b(Bearer|Basic|Key|Token) +(?=\S*\d|\S{24})[\w.~+/=:-]{8,}/g, `$1 ${HIDDEN}`],
]

/**
 * Takes secrets out of a text that is shown, logged or stored: every key that is known, in each of the forms that it
 * takes on its way, then whatever a name says is one, then the queries of addresses, where signatures are.
 */
export function createRedactor(secrets: () => readonly string[]): (text: string) => string {
  const hide = createHider(secrets)
  return (text) => rules.reduce((rest, [rule, replacement]) => rest.replace(rule, replacement), hide(text))
}

/** Takes out the keys that are known and nothing else: for texts that must stay what they are, such as a prompt. */
export function createHider(secrets: () => readonly string[]): (text: string) => string {
  let compiled: { of: readonly string[]; pattern: RegExp | undefined } = { of: [], pattern: undefined }

  function byValue(): RegExp | undefined {
    const now = secrets()
    if (now.length !== compiled.of.length || now.some((secret, index) => secret !== compiled.of[index])) {
      compiled = { of: [...now], pattern: anyOf(now.flatMap(formsOf)) }
    }
    return compiled.pattern
  }

  return (text) => {
    const pattern = byValue()
    return pattern ? text.replace(pattern, HIDDEN) : text
  }
}

function anyOf(forms: readonly string[]): RegExp | undefined {
  // The longest first, so that no end of one is left behind.
  const sorted = [...new Set(forms)]
    .toSorted((a, b) => b.length - a.length)
    .map((form) => form.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&'))
  return sorted.length > 0 ? new RegExp(sorted.join('|'), 'g') : undefined
}

function formsOf(secret: string): string[] {
  if (secret.length < SHORTEST) return []
  const hex = Buffer.from(secret).toString('hex')
  const percent = encodeURIComponent(secret)
  const lowerPercent = percent.replace(/%[\dA-F]{2}/g, (code) => code.toLowerCase())
  const json = JSON.stringify(secret).slice(1, -1)
  const unicode = json.replace(/[^ -~]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return [
    secret,
    json,
    JSON.stringify(json).slice(1, -1),
    unicode,
    percent,
    lowerPercent,
    percent.replaceAll('%20', '+'),
    encodeURIComponent(percent),
    hex,
    hex.toUpperCase(),
    ...[0, 1, 2].flatMap((offset) => base64At(secret, offset)),
    // What services like to repeat: "the key that ends in …".
    ...(secret.length >= 16 ? [secret.slice(-8)] : []),
  ]
}

/** The part of a base64 text that the secret alone decides, when so many bytes more than a multiple of 3 precede it. */
function base64At(secret: string, offset: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)])
  const sure = Math.floor((bytes.length * 8) / 6)
  const text = bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), sure)
  if (text.length < SHORTEST) return []
  return [text, text.replaceAll('+', '-').replaceAll('/', '_')]
}
