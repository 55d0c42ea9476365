import { timingSafeEqual, createHash, randomBytes } from 'node:crypto'

/** The parts of a request that decide whether it may be answered, as lists: a header sent twice is a trick. */
export interface Claim {
  readonly method: string
  readonly target: string
  readonly host: readonly string[]
  readonly origin: readonly string[]
  readonly fetchSite: readonly string[]
  readonly upgrade: boolean
}

/**
 * The status of the refusal, or undefined. Any page on the internet can send requests to a port of this
 * machine, under a name of its own that points here, and any web page can open a WebSocket: so the name must
 * be ours (a rebound name is not), and whatever may change something must come from our own page.
 */
export function refusal(claim: Claim, authority: string): 400 | 403 | 421 | undefined {
  if (!claim.target.startsWith('/') || claim.target.startsWith('//')) return 400
  if (claim.host.length !== 1 || claim.host[0] !== authority) return 421
  const ours = claim.origin.length === 1 && claim.origin[0] === `http://${authority}`
  const onlyReads = claim.method === 'GET' || claim.method === 'HEAD'
  if (claim.origin.length > 0 ? !ours : claim.upgrade || !onlyReads) return 403
  // The entry link may be followed from anywhere: what it carries is the proof.
  if (!isEntry(claim) && claim.fetchSite.some((site) => site !== 'same-origin' && site !== 'none')) return 403
  return undefined
}

function isEntry(claim: Claim): boolean {
  return claim.method === 'GET' && !claim.upgrade && claim.target.startsWith('/enter?')
}

/** One running window session: the secret that its cookie holds and the one-time tokens that give it out. */
export interface Session {
  readonly cookieName: string
  readonly cookieValue: string
  /** A token for one entry, good for so long; any number may be waiting. */
  readonly issue: (validMs: number) => string
  /** Whether the token was good. It is not a second time. */
  readonly redeem: (token: string) => boolean
  readonly isSignedIn: (cookieHeader: string | undefined) => boolean
}

/** `secret` is the cookie's value, where an earlier run on the same port gave it out already. */
export function createSession(port: number, secret = newSecret()): Session {
  // Cookies do not know ports: the name keeps two running apps out of each other's way.
  const cookieName = `sceneloom-${port}`
  const cookieValue = secret
  const waiting = new Set<string>()
  return {
    cookieName,
    cookieValue,
    issue(validMs) {
      const token = newSecret()
      waiting.add(token)
      setTimeout(() => waiting.delete(token), validMs).unref()
      return token
    },
    redeem(token) {
      const found = [...waiting].find((known) => isSame(known, token))
      return found !== undefined && waiting.delete(found)
    },
    isSignedIn: (header) =>
      (header ?? '').split('; ').some((pair) => {
        const [name, value] = pair.split('=', 2)
        return name === cookieName && isSame(cookieValue, value ?? '')
      }),
  }
}

function newSecret(): string {
  return randomBytes(32).toString('base64url')
}

/** Compares in a time that says nothing about where they differ. */
function isSame(secret: string, claimed: string): boolean {
  return timingSafeEqual(digest(secret), digest(claimed))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
