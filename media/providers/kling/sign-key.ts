import { createHmac } from 'node:crypto'

const LIFE_SECONDS = 1800
const CLOCK_SECONDS = 5

/** What is sent for a key: itself, or for the older "access key:secret key" a token signed with the secret. */
export function bearerFor(key: string, now = Date.now()): string {
  if (!isKeyPair(key)) return key
  const [accessKey = '', secretKey = ''] = key.split(':')
  const seconds = Math.floor(now / 1000)
  const head = encoded({ alg: 'HS256', typ: 'JWT' })
  const claims = encoded({ iss: accessKey, exp: seconds + LIFE_SECONDS, nbf: seconds - CLOCK_SECONDS })
  const signature = createHmac('sha256', secretKey).update(`${head}.${claims}`).digest('base64url')
  return `${head}.${claims}.${signature}`
}

export function isKeyPair(key: string): boolean {
  return /^[^:\s]+:[^:\s]+$/.test(key)
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}
