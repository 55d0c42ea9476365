import { describe, expect, it } from 'vitest'
import { readAacConfig } from './aac.ts'

describe('readAacConfig', () => {
  it.each([
    ['1190', { objectType: 2, sampleRate: 48000, channelConfig: 2, spectralBands: 'unsaid' }],
    ['119056e500', { objectType: 2, sampleRate: 48000, channelConfig: 2, spectralBands: 'none' }],
    ['1388', { objectType: 2, sampleRate: 22050, channelConfig: 1, spectralBands: 'unsaid' }],
    ['2b8a0800', { objectType: 2, sampleRate: 22050, channelConfig: 1, spectralBands: 'doubled' }],
    ['138856e5a0', { objectType: 2, sampleRate: 22050, channelConfig: 1, spectralBands: 'doubled' }],
  ])('reads %s', (hex, expected) => {
    expect(readAacConfig(Buffer.from(hex, 'hex'))).toMatchObject({ ...expected, samplesPerPacket: 1024 })
  })

  it('refuses a configuration that ends too early', () => {
    expect(() => readAacConfig(Buffer.from('11', 'hex'))).toThrow(RangeError)
  })
})
