import { afterEach, describe, expect, it } from 'vitest'
import type { JobNews } from '../../nodes/contract/records.ts'
import { AppError, toWire } from '../../nodes/errors.ts'
import { changeLanguage } from '../i18n/index.ts'
import { jobWords } from './job-words.ts'

const NOW = 1_000_000

const words = (job: Partial<JobNews>, progress?: number) =>
  jobWords({ job: { jobId: 'j', state: 'running', ...job }, progress }, 'Kling', NOW)

afterEach(() => changeLanguage('en'))

describe('the news of a paid job', () => {
  it('names the place in line', () => {
    expect(words({ state: 'submitted', queuePosition: 3 })).toEqual({ short: 'In line, 3rd' })
    expect(words({ state: 'submitted', queuePosition: 1 })!.short).toBe('In line, 1st')
  })

  it('says how far it is, and that the finished file is on its way', () => {
    expect(words({}, 0.618)!.short).toBe('62 %')
    expect(words({ state: 'succeeded' })!.short).toBe('Fetching')
    // The node takes a moment to take it up.
    expect(words({ state: 'adopted' })!.short).toBe('Fetching')
  })

  it('counts the tries of a request that was not taken, and down to the next', () => {
    const trouble = toWire(new AppError('provider_busy', { provider: 'Kling' }))
    const news = words({ state: 'intent', trouble, tries: 1, nextAt: NOW + 19_200 })
    expect(news!.trouble).toBe('Kling is busy. Trying again in 20 sec (2 of 3)')
  })

  it('says that what was taken may still be finished while nobody answers', () => {
    const news = words({ heardAt: NOW - 4 * 60_000 })
    expect(news!.trouble).toBe(
      'No answer from Kling for 4 min; the clip may still finish there, we keep checking.',
    )
    expect(words({ heardAt: NOW - 20_000 })!.trouble).toBeUndefined()
  })

  it('has no end of tries for what was taken', () => {
    const trouble = toWire(new AppError('provider_unreachable', { provider: 'Kling' }))
    const news = words({ trouble, tries: 7, nextAt: NOW + 5_000, heardAt: NOW - 10_000 })
    expect(news!.trouble).toBe('Kling cannot be reached. Asking again in 5 sec')
  })

  it('speaks Chinese', () => {
    changeLanguage('zh-Hans')
    expect(words({ state: 'submitted', queuePosition: 3 })!.short).toBe('排队第 3 位')
  })
})
