import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { connect as connectPlain, isIP, type LookupFunction, type Socket } from 'node:net'
import { connect as connectSecurely } from 'node:tls'
import { hostOf, type Resolve } from './addresses.ts'

/** The way out of this machine. Tests put another in its place. */
export interface Network {
  readonly resolve: Resolve
  /** A connection over which nothing was sent yet but the greetings of TLS; whose certificate it is was checked. */
  connect(url: URL, to: readonly LookupAddress[], signal: AbortSignal): Promise<Socket>
}

export const internet: Network = {
  resolve: (host) => lookup(host, { all: true }),

  connect(url, to, signal) {
    const secure = url.protocol === 'https:'
    const host = hostOf(url)
    const options = { host, port: Number(url.port) || (secure ? 443 : 80), lookup: answering(to) }
    const socket = secure
      ? connectSecurely({ ...options, ALPNProtocols: ['http/1.1'], ...(!isIP(host) && { servername: host }) })
      : connectPlain(options)
    return new Promise((resolve, reject) => {
      const giveUp = () => socket.destroy(signal.reason as Error)
      if (signal.aborted) giveUp()
      signal.addEventListener('abort', giveUp, { once: true })
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        signal.removeEventListener('abort', giveUp)
        resolve(socket)
      })
      socket.once('error', reject)
      socket.once('close', () => {
        signal.removeEventListener('abort', giveUp)
        reject(new Error('the connection was closed'))
      })
    })
  },
}

/** No second look-up between the check of an address and the use of it. */
function answering(to: readonly LookupAddress[]): LookupFunction {
  return (_host, options, callback) => {
    if (options.all) callback(null, [...to])
    else callback(null, to[0]!.address, to[0]!.family)
  }
}
