import type { Expectation, Script, Weather } from './script.ts'
import type { FakeFate } from './vendor.ts'

const made: Expectation = { state: 'adopted', charge: 'charged', creates: 1, accepted: 1 }

/** It does not say how far it is, twice; the job itself is fine. */
function unheard(name: string, about: string, weather: Weather): Script {
  return { name: `poll-${name}-then-ok`, stage: 'poll', about, poll: [weather, weather], expect: made }
}

function ended(fate: FakeFate, about: string, expect: Omit<Expectation, 'creates' | 'accepted'>): Script {
  return {
    name: `poll-${fate}`,
    stage: 'poll',
    about,
    life: ['queued', { running: 0.5 }, fate],
    expect: { creates: 1, accepted: 1, ...expect },
  }
}

export const pollScripts: readonly Script[] = [
  unheard('500', 'trouble on its side, twice', { kind: 'refuse', error: 'trouble', status: 500 }),
  unheard('502-page', 'a gateway answers in its place, twice', { kind: 'page', status: 502 }),
  unheard('busy', 'too many questions, twice', { kind: 'refuse', error: 'busy', retryAfter: '0' }),
  unheard('bad-json', 'an answer that is no JSON, twice', { kind: 'broken-json' }),
  unheard('half-json', 'the line is cut within the answer, twice', { kind: 'half' }),
  unheard('html', 'a web page in its place, twice', { kind: 'page', status: 200 }),
  unheard('reset', 'the line is reset, twice', { kind: 'reset' }),
  {
    name: 'poll-odd-word-then-ok',
    stage: 'poll',
    about: 'a status that nobody documented',
    life: ['queued', 'odd-word', 'odd-word', 'succeeded'],
    expect: made,
  },
  {
    name: 'poll-missing-forever',
    stage: 'poll',
    about: 'it does not know the job any more',
    poll: [{ kind: 'refuse', error: 'missing' }],
    forever: true,
    expect: { state: 'expired', code: 'job_gone', charge: 'possible', creates: 1, accepted: 1 },
  },
  ended('content', 'declined while it was made', {
    state: 'failed',
    code: 'content_refused',
    charge: 'possible',
  }),
  ended('fault', 'it could not be made', {
    state: 'failed',
    code: 'generation_unfinished',
    charge: 'possible',
  }),
  ended('canceled', 'canceled at the provider', {
    state: 'canceled',
    code: 'job_canceled',
    charge: 'possible',
  }),
  ended('empty', 'finished without a file', { state: 'failed', code: 'result_missing', charge: 'possible' }),
]
