import { describe, expect, it } from 'vitest'
import { isPrivate, isPrivateService, reachable, shownAddress } from './addresses.ts'

describe('an address', () => {
  it.each([
    '0.0.0.0 10.1.2.3 100.64.0.1 100.127.255.255 127.0.0.1 127.9.9.9 169.254.169.254 172.16.0.1 172.31.255.255',
    '192.0.0.8 192.168.1.1 198.18.0.1 198.19.255.255 224.0.0.1 239.1.1.1 240.0.0.1 255.255.255.255',
    ':: ::1 fc00::1 fdff::1 fe80::1 fe80::1%eth0 febf::1 fec0::1 ff02::1 ::7f00:1 ::10.0.0.1 100::1',
    '::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:10.0.0.1 0:0:0:0:0:ffff:c0a8:101 ::ffff:0:0 ::ffff:a9fe:a9fe',
    '64:ff9b::7f00:1 64:ff9b::10.0.0.1 64:ff9b::a9fe:a9fe 64:ff9b:: 64:ff9b:1::1 2002:7f00:1:: 2001::1',
    'localhost example.com 127.1 0x7f.0.0.1 256.1.1.1 :::1',
  ])('is private: %s', (list) => {
    expect(list.split(' ').filter((ip) => !isPrivate(ip))).toEqual([])
  })

  it.each([
    '1.1.1.1 9.255.255.255 11.0.0.0 93.184.216.34 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0',
    '169.253.255.255 172.15.255.255 172.32.0.0 192.0.1.0 192.167.255.255 198.17.255.255 198.20.0.0 223.255.255.255',
    '2606:4700::1111 2a00:1450:4001::200e ::ffff:1.1.1.1 ::ffff:8.8.8.8 64:ff9b::8.8.8.8 64:ff9b::5db8:d822',
  ])('is on the internet: %s', (list) => {
    expect(list.split(' ').filter(isPrivate)).toEqual([])
  })

  it('is shown without what may be a signature', () => {
    expect(shownAddress(new URL('https://me:pw@cdn.test/a/b.mp4?sig=1#x'))).toBe('https://cdn.test/a/b.mp4')
  })
})

const found: Record<string, string[]> = {
  'public.test': ['93.184.216.34', '2606:4700::1111'],
  'inside.test': ['192.168.1.5'],
  'mixed.test': ['93.184.216.34', '10.0.0.1'],
  'nobody.test': [],
}
const resolve = (host: string) =>
  Promise.resolve(
    (found[host] ?? ['127.0.0.1']).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
  )

describe('what may be reached', () => {
  it.each(['http://169.254.169.254', 'http://[::ffff:169.254.169.254]', 'http://[fd00:ec2::254]'])(
    'is never where a cloud keeps its secrets: %s',
    async (address) => {
      const asked = { allowPrivate: true, resolve, title: 'Studio' }
      await expect(reachable(new URL(address), asked)).rejects.toMatchObject({ code: 'result_untrusted' })
    },
  )

  const may = (url: string, allowPrivate: boolean) =>
    reachable(new URL(url), { allowPrivate, resolve, title: 'Some Service' }).then(
      (to) => to.map(({ address }) => address).join(' '),
      (error: { code?: string }) => error.code ?? 'no address',
    )

  it('is the internet with TLS, and a private network only where that is allowed', async () => {
    const table = Object.entries({
      'https://public.test/': ['93.184.216.34 2606:4700::1111', '93.184.216.34 2606:4700::1111'],
      'http://public.test/': ['result_untrusted', 'result_untrusted'],
      'https://inside.test/': ['result_untrusted', '192.168.1.5'],
      'http://inside.test/': ['result_untrusted', '192.168.1.5'],
      'https://mixed.test/': ['result_untrusted', '93.184.216.34 10.0.0.1'],
      'http://mixed.test/': ['result_untrusted', 'result_untrusted'],
      'https://nobody.test/': ['no address', 'no address'],
      'https://2130706433/': ['result_untrusted', '127.0.0.1'],
      'http://[::1]:8188/': ['result_untrusted', '::1'],
      'ftp://inside.test/': ['result_untrusted', 'result_untrusted'],
      'https://me@public.test/': ['result_untrusted', 'result_untrusted'],
    })
    for (const [url, [plain, allowed]] of table) {
      expect([url, await may(url, false), await may(url, true)]).toEqual([url, plain, allowed])
    }
  })

  it('is decided for a service by where it lives itself', async () => {
    const services = [
      'http://127.0.0.1:8188',
      'https://inside.test',
      'https://public.test',
      'https://mixed.test',
      'https://nobody.test',
      'https://[fd00::1]/',
    ]
    const answers = await Promise.all(services.map((address) => isPrivateService(address, resolve)))
    expect(answers).toEqual([true, true, false, false, false, true])
  })
})
