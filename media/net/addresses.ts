import type { LookupAddress } from 'node:dns'
import { BlockList, isIP, isIPv4 } from 'node:net'
import { AppError } from '../../nodes/errors.ts'

/** Every address that a name stands for. A literal is never asked about. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>

const ranges = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  ranges.addSubnet(network, bits, 'ipv4')
}
for (const [network, bits] of [
  // Also everything that hides an IPv4 address in a way that nobody uses any more.
  ['::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  ranges.addSubnet(network, bits, 'ipv6')
}

/** Whether an IP address is this machine, this network, or nothing on the internet. What is no address is, too. */
export function isPrivate(ip: string): boolean {
  if (isIPv4(ip)) return ranges.check(ip, 'ipv4')
  const [address = ''] = ip.split('%')
  if (isIP(address) !== 6) return true
  const inside = carriedIPv4(address)
  return inside ? ranges.check(inside, 'ipv4') : ranges.check(address, 'ipv6')
}

/** The IPv4 address behind `::ffff:a.b.c.d`, or behind the translator of a network without IPv4. */
function carriedIPv4(ip: string): string | undefined {
  const hex = new URL(`http://[${ip}]`).hostname.slice(1, -1)
  const last = /^(?:::ffff:|64:ff9b::)(?:([\da-f]{1,4}):)?([\da-f]{1,4})$/.exec(hex)
  if (!last) return hex === '64:ff9b::' ? '0.0.0.0' : undefined
  const [high, low] = [Number.parseInt(last[1] ?? '0', 16), Number.parseInt(last[2]!, 16)]
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/** Where clouds tell their machines passwords: no service, also for those that may be private themselves. */
const secretKeepers = new Set(['169.254.169.254', '169.254.170.2', 'fd00:ec2::254'])

function keepsSecrets(ip: string): boolean {
  const [address = ''] = ip.split('%')
  const inside = isIP(address) === 6 ? carriedIPv4(address) : undefined
  return secretKeepers.has(inside ?? address)
}

/** A host without the brackets that an address puts around an IPv6 literal. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '')
}

/**
 * Where to connect to for this address: exactly these were checked, and nothing is looked up again. Without TLS
 * only what is private is reached, and what is private only if that is allowed. Throws `result_untrusted`.
 */
export async function reachable(
  url: URL,
  { allowPrivate, resolve, title }: { allowPrivate: boolean; resolve: Resolve; title: string },
): Promise<readonly LookupAddress[]> {
  const refuse = (why: string) => {
    const message = `${shownAddress(url)} ${why}`
    return new AppError('result_untrusted', { provider: title }, { message })
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && allowPrivate)) throw refuse('is not https')
  if (url.username || url.password) throw refuse('holds a name or a password')
  const host = hostOf(url)
  const family = isIP(host)
  const found = family ? [{ address: host, family }] : await resolve(host)
  if (found.length === 0) throw new Error(`${host} has no address`)
  if (found.some(({ address }) => keepsSecrets(address))) throw refuse('leads to the secrets of a cloud')
  const inside = found.filter(({ address }) => isPrivate(address)).length
  if (inside > 0 && !allowPrivate) throw refuse('leads into a private network')
  if (url.protocol === 'http:' && inside < found.length) throw refuse('is not https')
  return found
}

/** Whether a service lives on this machine or in this network. Such a one may point to others there. */
export async function isPrivateService(address: string, resolve: Resolve): Promise<boolean> {
  const url = new URL(address)
  const host = hostOf(url)
  if (isIP(host)) return isPrivate(host)
  const found = await resolve(host).catch(() => [])
  return found.length > 0 && found.every(({ address }) => isPrivate(address))
}

/** An address for messages and logs. What stands behind the question mark is often a signature, so it is left out. */
export function shownAddress(url: URL): string {
  return `${url.origin === 'null' ? url.protocol : url.origin}${url.pathname}`
}
