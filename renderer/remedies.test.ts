import { describe, expect, it } from 'vitest'
import { resources } from './i18n/index.ts'
import { remediesFor, remedyKinds } from './remedies.ts'

const all = { standIn: true, billing: true }

describe('what can be done about an error', () => {
  it('never offers to send again what may have been paid for', () => {
    for (const code of ['outcome_unknown', 'job_parked', 'result_unfetched'] as const) {
      expect(remediesFor({ code }, all)).toEqual(['inbox'])
    }
  })

  it('leads to the key that is missing, or around it', () => {
    expect(remediesFor({ code: 'key_missing' }, all)).toEqual(['add-key', 'animatic'])
  })

  it('offers only what there is', () => {
    const bare = { standIn: false, billing: false }
    expect(remediesFor({ code: 'key_missing' }, bare)).toEqual(['add-key'])
    expect(remediesFor({ code: 'no_credit' }, bare)).toEqual(['retry'])
  })

  it('is to try again where nothing better is known', () => {
    expect(remediesFor({ code: 'internal' }, all)).toEqual(['retry'])
  })

  it.each(remedyKinds)('%s has words', (kind) => {
    expect(resources.en.canvas.remedy[kind]).not.toBe('')
    expect(resources['zh-Hans'].canvas.remedy[kind]).toMatch(/\p{Script=Han}/u)
  })
})
