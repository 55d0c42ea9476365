import { assert, constantFrom, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRedactor } from './redact.ts'

/** Printable, as keys are, with the signs that every encoding changes. */
const key = string({
  minLength: 20,
  maxLength: 80,
  unit: constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.+/=:%&~$é"\\'),
})
const bytes = (text: string) => Buffer.from(text)
const pad = (n: number, text: string) => bytes('x'.repeat(n) + text)
const json = (value: unknown) => JSON.stringify(value)

const forms: Record<string, (key: string) => string> = {
  'as it is': (k) => k,
  'in a sentence': (k) => `the key ${k} is wrong`,
  'in brackets': (k) => `(${k})`,
  twice: (k) => `${k}${k}`,
  'after letters': (k) => `id${k}id`,
  'as a bearer': (k) => `Bearer ${k}`,
  'as a key scheme': (k) => `Key ${k}`,
  'in an authorization line': (k) => `authorization: Bearer ${k}\r\nhost: x`,
  'in an upper-case header': (k) => `X-API-KEY: ${k}`,
  'in a google header': (k) => `x-goog-api-key: ${k}`,
  'in JSON': (k) => json({ api_key: k }),
  'in JSON under another name': (k) => json({ whatever: k }),
  'in JSON within JSON': (k) => json(json({ whatever: k })),
  'in JSON within JSON within an error': (k) => `Error: ${json({ body: json({ a: [k] }) })}`,
  'in an array': (k) => json(['a', k]),
  'in an inspected object': (k) => `{ headers: { 'x-key': '${k}' } }`,
  'in base64': (k) => bytes(k).toString('base64'),
  'in base64 after one byte': (k) => pad(1, k).toString('base64'),
  'in base64 after two bytes': (k) => pad(2, k).toString('base64'),
  'in base64 after three bytes': (k) => pad(3, k).toString('base64'),
  'in base64 between others': (k) => bytes(`user:${k}:more`).toString('base64'),
  'as basic credentials': (k) => `Basic ${bytes(`:${k}`).toString('base64')}`,
  'in base64url': (k) => bytes(k).toString('base64url'),
  'in base64url after one byte': (k) => pad(1, k).toString('base64url'),
  'in base64url after two bytes': (k) => pad(2, k).toString('base64url'),
  'in base64 of JSON': (k) => bytes(`{"key_of_theirs":"${k}"}`).toString('base64'),
  'in hex': (k) => bytes(k).toString('hex'),
  'in upper-case hex': (k) => bytes(k).toString('hex').toUpperCase(),
  'in hex between others': (k) => bytes(`a${k}b`).toString('hex'),
  'in a query': (k) => `https://a.test/x?key=${encodeURIComponent(k)}&b=1`,
  'in a query, not encoded': (k) => `https://a.test/x?key=${k}`,
  'percent-encoded': (k) => encodeURIComponent(k),
  'percent-encoded in lower case': (k) => encodeURIComponent(k).replace(/%../g, (code) => code.toLowerCase()),
  'percent-encoded twice': (k) => encodeURIComponent(encodeURIComponent(k)),
  'in a form': (k) => new URLSearchParams({ secret: k }).toString(),
  'in the user of an address': (k) => `https://${encodeURIComponent(k)}@a.test/x`,
  'in the password of an address': (k) => `https://me:${encodeURIComponent(k)}@a.test/x`,
  'in a path': (k) => `https://a.test/${encodeURIComponent(k)}/x`,
  'as a variable': (k) => `FAL_KEY=${k}`,
  'on a command line': (k) => `curl -H "Authorization: Key ${k}" https://a.test`,
  'with unicode escapes': (k) => json(k).replace(/[^ -~]/g, (c) => `\\u00${c.charCodeAt(0).toString(16)}`),
  'by its end': (k) => `the key that ends in …${k.slice(-8)}`,
  'by its end after stars': (k) => `Incorrect key provided: ****************${k.slice(-8)}.`,
  'in a stack': (k) => `TypeError: bad header ${k}\n    at send (file:///x.js:1:2)`,
  'in many lines': (k) => `a\n${k}\nb`,
  'in XML': (k) => `<Key>${k}</Key>`,
  'in a cookie': (k) => `set-cookie: sid=${encodeURIComponent(k)}; Path=/`,
  'in a comma list': (k) => `a,${k},b`,
  'after an equals sign': (k) => `apikey=${k}`,
  'at the end of a long text': (k) => `${'word '.repeat(2000)}${k}`,
}

describe('a key that is known', () => {
  it.each(Object.entries(forms))('is taken out %s', (_where, form) => {
    const one = 'sk-9aBcDeF/gH+iJ_kL7mN=oP'
    expect(findIn(form(one), one)).toBeDefined()
    assert(
      property(key, (secret) => {
        const cleaned = createRedactor(() => ['another-key-0000000', secret])(form(secret))
        expect(findIn(cleaned, secret)).toBeUndefined()
      }),
      { numRuns: 40 },
    )
  })

  it('comes in fifty forms here', () => expect(Object.keys(forms)).toHaveLength(50))

  it('is known from the moment that it is there', () => {
    const secrets: string[] = []
    const redact = createRedactor(() => secrets)
    expect(redact('say plum-tree-77')).toBe('say plum-tree-77')
    secrets.push('plum-tree-77')
    expect(redact('say plum-tree-77')).toBe('say •••')
  })

  it('of a few letters tears no holes', () => {
    expect(createRedactor(() => ['', 'a', 'test'])('a test')).toBe('a test')
  })
})

/** What of the secret can still be read: eight signs in a row, in any of the usual encodings. */
function findIn(text: string, secret: string): string | undefined {
  const readable = [text, decoded(text), ...base64Parts(text), ...hexParts(text)].join('\n')
  for (let at = 0; at + 8 <= secret.length; at++) {
    const part = secret.slice(at, at + 8)
    // A run of one sign may well stand in the rest of the text.
    if (new Set(part).size > 3 && readable.includes(part)) return part
  }
  return undefined
}

function decoded(text: string): string {
  return text.replace(/(?:%[\da-f]{2})+/gi, (code) => Buffer.from(code.replaceAll('%', ''), 'hex').toString())
}

function base64Parts(text: string): string[] {
  return (text.match(/[\w+/-]{8,}/g) ?? []).flatMap((part) =>
    [0, 1, 2, 3].map((skip) => Buffer.from(part.slice(skip), 'base64').toString('latin1')),
  )
}

function hexParts(text: string): string[] {
  return (text.match(/[\da-f]{8,}/gi) ?? []).flatMap((part) =>
    [0, 1].map((skip) => Buffer.from(part.slice(skip), 'hex').toString('latin1')),
  )
}

describe('a secret that nobody knew', () => {
  const redact = createRedactor(() => [])
  it.each([
    ['Authorization: Bearer abc', 'Authorization: •••'],
    ['authorization: abc', 'authorization: •••'],
    ['{"authorization":"Key a:b"}', '{"authorization":•••}'],
    ['x-api-key: Zx91-22kq', 'x-api-key: •••'],
    ['{"access_token":"short","n":1}', '{"access_token":•••,"n":1}'],
    ["{ clientSecret: 'it\\'s me', n: 1 }", '{ clientSecret: •••, n: 1 }'],
    ['password=hunter, user=me', 'password=•••, user=me'],
    ['got Bearer eyJhbGciOiJIUzI1NiJ9.e30.x', 'got Bearer •••'],
    ['GET https://cdn.test/a.mp4?X-Amz-Signature=99&b=1 failed', 'GET https://cdn.test/a.mp4?••• failed'],
    ['{"url":"https://cdn.test/a?s=1\\u0026t=2"}', '{"url":"https://cdn.test/a?•••"}'],
    ['https://me:pw@a.test/x', 'https://a.test/x'],
  ])('is taken out of %s', (text, expected) => expect(redact(text)).toBe(expected))

  it.each([
    'Invalid token: expected a number',
    'max_tokens: 512',
    'The key is wrong. Is it complete?',
    'The prompt is too long: at most 2000 characters.',
    'See https://docs.test/errors for more',
    '{"token":1}',
    'Key frames are 2 s apart',
    'The secret of the old house: nobody went in.',
    '她说：钥匙在门垫下面。',
  ])('is not seen in %s', (text) => expect(redact(text)).toBe(text))
})
