import { beforeEach, expect, it, vi } from 'vitest'
import * as fake from './fake-electron.ts'
import { createOutsideLinks } from './outside-links.ts'

vi.mock('electron', () => import('./fake-electron.ts'))
beforeEach(() => fake.restart())

async function opened(addresses: readonly string[]): Promise<string[]> {
  const links = createOutsideLinks(['ffmpeg.org'])
  links.alsoOf(async () => [
    { links: { keys: 'https://fal.ai/dashboard/keys', home: 'nonsense' } },
    { links: { billing: 'https://console.byteplus.com/finance' } },
  ])
  for (const address of addresses) links.open(address)
  await new Promise((resolve) => setImmediate(resolve))
  return fake.said.opened
}

it('opens the pages of hosts that the app or a provider points to', async () => {
  const addresses = [
    'https://ffmpeg.org/',
    'https://fal.ai/dashboard/keys',
    'https://console.byteplus.com/ark?a=1#b',
  ]
  expect(await opened(addresses)).toEqual(addresses)
})

it('opens nothing else', async () => {
  const addresses = [
    'http://fal.ai/',
    'https://fal.ai.evil.example/',
    'https://evil.example/fal.ai',
    'https://fal.ai:444/',
    'https://me:pw@fal.ai/',
    'https://fal.ai@evil.example/',
    'javascript:alert(1)',
    'file:///etc/passwd',
    'nonsense',
    '',
  ]
  expect(await opened(addresses)).toEqual([])
})

it('opens nothing while the providers cannot be asked', async () => {
  const links = createOutsideLinks([])
  links.alsoOf(() => Promise.reject(new Error('the library is closed')))
  links.open('https://fal.ai/')
  await new Promise((resolve) => setImmediate(resolve))
  expect(fake.said.opened).toEqual([])
})
