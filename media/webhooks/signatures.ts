import {
  createHash,
  createHmac,
  createPublicKey,
  timingSafeEqual,
  verify,
  type JsonWebKey,
} from 'node:crypto'
import type { WebhookCall } from '../providers/remote.ts'

/** An older or a future call is a replay, or a clock that is wrong. */
const TOLERANCE_MS = 5 * 60_000
/** A sender that changes its key signs with both; nobody has more than a few. */
const MAX_SIGNATURES = 8

/** The scheme of standardwebhooks.com, as Replicate and others use it. `secret` is "whsec_…". */
export function verifyStandardWebhook({ headers, raw, now }: WebhookCall, secret: string): boolean {
  const id = headers['webhook-id']
  const timestamp = headers['webhook-timestamp']
  const signatures = headers['webhook-signature']
  const key = Buffer.from(secret.slice(secret.lastIndexOf('_') + 1), 'base64')
  if (!id || !timestamp || !signatures || key.length === 0 || !isRecent(timestamp, now)) return false
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(raw).digest()
  return signatures
    .split(' ')
    .slice(0, MAX_SIGNATURES)
    .some((signature) => signature.startsWith('v1,') && isSame(signature.slice(3), expected))
}

/** fal signs with ED25519; `jwks` is what its key address answers. Several keys are valid while they change. */
export function verifyFalWebhook({ headers, raw, now }: WebhookCall, jwks: unknown): boolean {
  const id = headers['x-fal-webhook-request-id']
  const user = headers['x-fal-webhook-user-id']
  const timestamp = headers['x-fal-webhook-timestamp']
  const signature = headers['x-fal-webhook-signature']
  if (!id || user === undefined || !timestamp || !isRecent(timestamp, now)) return false
  if (!signature || !/^[\da-f]{128}$/i.test(signature)) return false
  const digest = createHash('sha256').update(raw).digest('hex')
  const message = Buffer.from([id, user, timestamp, digest].join('\n'))
  return keysIn(jwks).some((key) => isSignedWith(key, message, Buffer.from(signature, 'hex')))
}

/** Compares without telling by the time it takes how much was right. */
export function isSameSecret(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

function isRecent(timestamp: string, now: number): boolean {
  return /^\d{1,12}$/.test(timestamp) && Math.abs(now - Number(timestamp) * 1000) <= TOLERANCE_MS
}

function isSame(base64: string, expected: Buffer): boolean {
  const given = Buffer.from(base64, 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function keysIn(jwks: unknown): JsonWebKey[] {
  const keys = typeof jwks === 'object' && jwks !== null && 'keys' in jwks ? jwks.keys : undefined
  if (!Array.isArray(keys)) return []
  return keys.slice(0, MAX_SIGNATURES) as JsonWebKey[]
}

/** Only this kind of key: a signature made with another kind is none. */
function isSignedWith(jwk: JsonWebKey, message: Buffer, signature: Buffer): boolean {
  try {
    const { kty, crv, x } = jwk
    if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string') return false
    return verify(null, message, createPublicKey({ key: { kty, crv, x }, format: 'jwk' }), signature)
  } catch {
    return false
  }
}
