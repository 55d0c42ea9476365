import { afterEach, describe, expect, it, vi } from 'vitest'
import { createSession, refusal, type Claim } from './guard.ts'

const US = '127.0.0.1:4100'
const OURS = `http://${US}`
const hosts = [
  [US],
  [],
  ['localhost:4100'],
  ['127.0.0.1'],
  ['127.0.0.1:80'],
  ['evil.example:4100'],
  [`${US}.evil.example`],
  [US, US],
  [US, 'evil.example'],
]
const origins = [
  [OURS],
  [],
  ['null'],
  ['http://evil.example'],
  ['http://127.0.0.1:80'],
  [`https://${US}`],
  [`${OURS}.evil.example`],
  [OURS, 'http://evil.example'],
  [''],
]
const sites = [
  [],
  ['same-origin'],
  ['none'],
  ['same-site'],
  ['cross-site'],
  ['same-origin', 'cross-site'],
  [''],
]
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'get', '']
const targets = [
  '/',
  '/media/x',
  '/upload?name=a',
  '/rpc',
  '/enter?token=x',
  'http://evil.example/',
  '//evil.example/',
  '*',
  '',
]

describe('who may ask', () => {
  it('is only our own page, or somebody who just types the address, in every combination', () => {
    const wrong: Claim[] = []
    let accepted = 0
    for (const claim of everyClaim()) {
      const isRefused = refusal(claim, US) !== undefined
      if (isRefused === isLegal(claim)) wrong.push(claim)
      if (!isRefused) accepted++
    }
    expect(wrong).toEqual([])
    expect(accepted).toBeGreaterThan(50)
  })

  it('is told why not: wrong name before wrong page', () => {
    const claim = { method: 'GET', target: '/', host: [US], origin: [], fetchSite: [], upgrade: false }
    expect(refusal(claim, US)).toBeUndefined()
    expect(refusal({ ...claim, target: 'http://evil.example/' }, US)).toBe(400)
    expect(refusal({ ...claim, host: ['evil.example'], origin: ['http://evil.example'] }, US)).toBe(421)
    expect(refusal({ ...claim, origin: ['http://evil.example'] }, US)).toBe(403)
  })
})

/** Written as the rule is said, not as it is computed. */
function isLegal({ method, target, host, origin, fetchSite, upgrade }: Claim): boolean {
  const namesUs = host.join() === US && target.startsWith('/') && !target.startsWith('//')
  const fromOurPage = origin.join() === OURS
  const sitesAreFine = fetchSite.every((site) => ['same-origin', 'none'].includes(site))
  const brings = method === 'GET' && !upgrade && target === '/enter?token=x'
  const onlyLooks = ['GET', 'HEAD'].includes(method) && !upgrade && origin.length === 0
  return namesUs && (fromOurPage || onlyLooks) && (sitesAreFine || brings)
}

function* everyClaim(): Generator<Claim> {
  for (const host of hosts)
    for (const origin of origins)
      for (const fetchSite of sites)
        for (const method of methods)
          for (const target of targets)
            for (const upgrade of [false, true]) yield { host, origin, fetchSite, method, target, upgrade }
}

describe('a session', () => {
  afterEach(() => void vi.useRealTimers())

  it('lets a token in once, each of them', () => {
    const session = createSession(1)
    const [first, second] = [session.issue(1_000), session.issue(1_000)]
    expect([session.redeem(first), session.redeem(first), session.redeem(second)]).toEqual([
      true,
      false,
      true,
    ])
    expect(session.redeem('')).toBe(false)
  })

  it('lets nobody in with a token that waited too long', () => {
    vi.useFakeTimers()
    const session = createSession(1)
    const [short, long] = [session.issue(60_000), session.issue(600_000)]
    vi.advanceTimersByTime(60_001)
    expect([session.redeem(short), session.redeem(long)]).toEqual([false, true])
  })

  it('knows the windows of an earlier run by their secret', () => {
    const { cookieValue } = createSession(7)
    expect(createSession(7, cookieValue).isSignedIn(`sceneloom-7=${cookieValue}`)).toBe(true)
    expect(createSession(7).isSignedIn(`sceneloom-7=${cookieValue}`)).toBe(false)
  })

  it('knows its cookie among those that other servers of this machine left', () => {
    const { cookieName, cookieValue, isSignedIn } = createSession(7)
    expect(isSignedIn(`${cookieName}=${cookieValue}`)).toBe(true)
    expect(isSignedIn(`a=1; ${cookieName}=${cookieValue}; b=2`)).toBe(true)
    expect(isSignedIn(`${cookieName}=; ${cookieName}=${cookieValue}`)).toBe(true)
    for (const header of [
      undefined,
      '',
      cookieValue,
      `${cookieName}`,
      `x${cookieName}=${cookieValue}`,
      `${cookieName}=${cookieValue}x`,
    ]) {
      expect(isSignedIn(header)).toBe(false)
    }
  })

  it('has secrets of its own', () => {
    const sessions = Array.from({ length: 50 }, () => createSession(7))
    const secrets = sessions.flatMap((session) => [session.cookieValue, session.issue(1_000)])
    expect(new Set(secrets).size).toBe(100)
    expect(secrets.every((secret) => Buffer.from(secret, 'base64url').length === 32)).toBe(true)
  })
})
