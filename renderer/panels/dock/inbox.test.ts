import { describe, expect, it } from 'vitest'
import type { Job } from '../../../nodes/contract/money.ts'
import { jobOf } from '../../store/test-money.ts'
import { answersTo, firstWords, jobSentences } from './inbox.ts'

const error = (code: NonNullable<Job['error']>['code']) => ({
  code,
  details: { provider: 'Kling' },
  message: '',
})
const answers = (change: Partial<Job>) => answersTo(jobOf('a', change))

describe('what can be said to a job', () => {
  it('that nobody knows of is that it was not charged, or to leave it', () => {
    expect(answers({ state: 'unknown', asks: true })).toEqual(['check', 'not-charged', 'charged'])
  })

  it('that was parked is to go on, and never to be asked about unbidden', () => {
    expect(answers({ state: 'running', asks: true, error: error('job_parked') })).toEqual([
      'resume',
      'charged',
    ])
  })

  it('that the provider seems to keep no longer is to look again, and what it cost', () => {
    expect(answers({ state: 'expired', asks: true })).toEqual(['check', 'not-charged', 'charged'])
  })

  it('that is open is to cancel it', () => {
    expect(answers({ state: 'running' })).toEqual(['check', 'cancel'])
  })

  it('that is made and waits to be fetched is never to give it up', () => {
    const waiting = { state: 'succeeded', asks: true, error: error('result_unfetched') } as const
    expect(answers(waiting)).toEqual(['check'])
  })
})

describe('what is said of a job', () => {
  it('is its error, and what it may have cost', () => {
    const job = jobOf('a', { state: 'unknown', asks: true, error: error('outcome_unknown') })
    expect(jobSentences(job)).toEqual([
      'The request was sent, but no answer came from Kling. It may have been taken, so it is not sent again by itself.',
      'It may have cost $0.42.',
    ])
  })

  it('while it is made is how far it is, and what is reserved', () => {
    expect(jobSentences(jobOf('a'))).toEqual(['Kling is making it.', '$0.42 is reserved for it.'])
  })

  it('that ended is what it cost, once the provider said so', () => {
    const ended = { state: 'expired', asks: true, chargedUsd: 0.5, chargedBy: 'provider' } as const
    expect(jobSentences(jobOf('a', ended))).toEqual(['Kling no longer keeps it.', 'It cost $0.50.'])
  })

  it('does not speak of money where there is none', () => {
    expect(jobSentences(jobOf('a', { estimatedUsd: 0 }))).toEqual(['Kling is making it.'])
  })
})

describe('the first words of a prompt', () => {
  it('are all of a short one, on one line', () => {
    expect(firstWords(' Rain\non the  window. ')).toBe('Rain on the window.')
  })

  it('end between words, or between characters where there are no spaces', () => {
    expect(firstWords('Rain on the window at night', 12)).toBe('Rain on the…')
    expect(firstWords('雨夜里她停下脚步，抬头看着那扇窗', 6)).toBe('雨夜里她停下…')
  })

  it('never cut a character in half', () => {
    expect(firstWords('🌧️🌧🌧🌧', 3)).not.toContain('\ufffd')
  })
})
