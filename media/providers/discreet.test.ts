import { describe, expect, it } from 'vitest'
import type { Api } from '../net/api.ts'
import { refusalOf, refuse } from '../net/refusal.ts'
import { discreet } from './discreet.ts'
import type { JobRef, PollResult, RemoteProvider } from './remote.ts'
import { runway } from './runway/runway.ts'

const redact = (text: string) => text.replaceAll('secret-7', '•••')
const api = {} as Api
const job = {} as JobRef

function saying(methods: Partial<RemoteProvider>): RemoteProvider {
  return discreet({ ...runway, ...methods }, redact)
}

describe('a provider that repeats a key', () => {
  it('is quoted without it where a job did not work out', async () => {
    const result: PollResult = {
      state: 'failed',
      charge: 'none',
      refusal: { code: 'content_refused', reason: '<b>secret-7</b>  is no word', providerCode: 'E-secret-7' },
    }
    await expect(saying({ poll: async () => result }).poll(api, job)).resolves.toEqual({
      ...result,
      refusal: { code: 'content_refused', reason: '••• is no word', providerCode: 'E-•••' },
    })
  })

  it('is quoted without it where its client refuses by itself, and means the same', async () => {
    const refusal = {
      code: 'key_rejected',
      reason: 'who is secret-7',
      requestId: 'secret-7',
      taken: 'no',
    } as const
    const create = () => Promise.reject(refuse(refusal, { provider: 'Runway' }))
    const error: unknown = await saying({ create })
      .create(api, {} as never)
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ code: 'key_rejected', details: { reason: 'who is •••', requestId: '•••' } })
    expect(refusalOf(error)).toMatchObject({ taken: 'no', reason: 'who is •••' })
  })

  it('does not get it into the log either', async () => {
    const poll = () => Promise.reject(new Error('cannot read secret-7'))
    await expect(saying({ poll }).poll(api, job)).rejects.toThrow('cannot read •••')
  })

  it('cannot do more than before', () => {
    const { cancel: _cancel, upload: _upload, ...less } = runway
    expect(discreet(less, redact).cancel).toBeUndefined()
    expect(discreet(less, redact).upload).toBeUndefined()
  })
})
