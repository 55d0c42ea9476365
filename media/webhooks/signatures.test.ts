import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { expect, it } from 'vitest'
import { isSameSecret, verifyFalWebhook, verifyStandardWebhook } from './signatures.ts'

const now = Date.parse('2026-11-21T12:00:00Z')
const seconds = now / 1000
const raw = Buffer.from('{"id":"p1","text":"雨"}')

/** The example that the scheme is documented with. */
const known = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  headers: {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  },
  raw: Buffer.from('{"test": 2432232314}'),
  now: 1_614_265_330_000,
}

function standard(more: { secret?: string; id?: string; at?: number; body?: Buffer } = {}) {
  const { secret = 'whsec_c2VjcmV0LXNlY3JldA==', id = 'm1', at = seconds, body = raw } = more
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const mac = createHmac('sha256', key).update(`${id}.${at}.`).update(body).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': `v1,${mac}` }
}

it('believes a call that is signed by the standard scheme', () => {
  expect(verifyStandardWebhook(known, known.secret)).toBe(true)
  expect(verifyStandardWebhook({ ...known, raw: Buffer.from('{"test": 2432232315}') }, known.secret)).toBe(
    false,
  )
})

it('accepts one of several signatures, so that a key can change', () => {
  const headers = standard()
  const both = { ...headers, 'webhook-signature': `v1,AAAA v2,x ${headers['webhook-signature']}` }
  expect(verifyStandardWebhook({ headers: both, raw, now }, 'whsec_c2VjcmV0LXNlY3JldA==')).toBe(true)
})

it('believes no other', () => {
  const secret = 'whsec_c2VjcmV0LXNlY3JldA=='
  const right = standard()
  const forged: Record<string, string | undefined>[] = [
    {},
    { ...right, 'webhook-id': 'm2' },
    { ...right, 'webhook-id': undefined },
    { ...right, 'webhook-timestamp': String(seconds + 1) },
    { ...right, 'webhook-timestamp': undefined },
    { ...right, 'webhook-signature': undefined },
    { ...right, 'webhook-signature': '' },
    { ...right, 'webhook-signature': 'v1,' },
    { ...right, 'webhook-signature': right['webhook-signature'].slice(3) },
    { ...right, 'webhook-signature': right['webhook-signature'].replace('v1', 'v1a') },
    { ...right, 'webhook-signature': `${'v1,AAAA '.repeat(8)}${right['webhook-signature']}` },
    standard({ secret: 'whsec_b3RoZXI=' }),
    standard({ at: seconds - 301 }),
    standard({ at: seconds + 301 }),
    standard({ at: Number.NaN }),
    { ...standard(), 'webhook-timestamp': '1e9' },
    standard({ body: Buffer.from('{}') }),
  ]
  expect(forged.filter((headers) => verifyStandardWebhook({ headers, raw, now }, secret))).toEqual([])
  expect(verifyStandardWebhook({ headers: right, raw, now }, secret)).toBe(true)
  expect(verifyStandardWebhook({ headers: right, raw, now }, '')).toBe(false)
  expect(verifyStandardWebhook({ headers: standard({ at: seconds - 299 }), raw, now }, secret)).toBe(true)
})

it('believes fal only with its own key, over exactly these bytes, within five minutes', () => {
  const pair = generateKeyPairSync('ed25519')
  const other = generateKeyPairSync('ed25519')
  const jwks = { keys: [other.publicKey, pair.publicKey].map((key) => key.export({ format: 'jwk' })) }
  const signed = (at = seconds, key = pair.privateKey, body = raw) => {
    const digest = createHash('sha256').update(body).digest('hex')
    return {
      'x-fal-webhook-request-id': 'r1',
      'x-fal-webhook-user-id': 'u1',
      'x-fal-webhook-timestamp': String(at),
      'x-fal-webhook-signature': sign(null, Buffer.from(`r1\nu1\n${at}\n${digest}`), key).toString('hex'),
    }
  }
  const right = signed()
  const believed = (headers: Record<string, string | undefined>, keys: unknown = jwks) =>
    verifyFalWebhook({ headers, raw, now }, keys)
  expect(believed(right)).toBe(true)
  const forged = [
    {},
    signed(seconds - 301),
    signed(seconds + 301),
    signed(seconds, generateKeyPairSync('ed25519').privateKey),
    signed(seconds, pair.privateKey, Buffer.from('{}')),
    { ...right, 'x-fal-webhook-request-id': 'r2' },
    { ...right, 'x-fal-webhook-user-id': 'u2' },
    { ...right, 'x-fal-webhook-signature': 'zz' },
    { ...right, 'x-fal-webhook-signature': undefined },
  ]
  expect(forged.filter((headers) => believed(headers))).toEqual([])
  const rsa = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' })
  const noKeys: unknown[] = [null, 'keys', {}, { keys: 'x' }, { keys: [null, 1, {}, rsa] }, { keys: [] }]
  expect(noKeys.filter((keys) => believed(right, keys))).toEqual([])
})

it('compares secrets of any length', () => {
  expect([isSameSecret('a', 'a'), isSameSecret('a', 'ab'), isSameSecret('', 'a')]).toEqual([
    true,
    false,
    false,
  ])
})
