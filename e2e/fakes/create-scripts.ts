import type { ErrorCode } from '../../nodes/errors.ts'
import type { CreateWeather, Expectation, Script } from './script.ts'
import type { FakeError } from './vendor.ts'

const made: Expectation = { state: 'adopted', charge: 'charged', creates: 1, accepted: 1 }
const madeAtSecond: Expectation = { ...made, creates: 2 }

/** How often a create that surely took nothing may be sent in all. */
const MOST_CREATES = 6

function refused(error: FakeError, code: ErrorCode, about: string): Script {
  return {
    name: `create-${error}`,
    stage: 'create',
    about,
    create: [{ kind: 'refuse', error, taken: false }],
    forever: true,
    expect: { state: 'failed', code, charge: 'none', creates: 1, accepted: 0 },
  }
}

/** No answer came that can be read: only a vendor that can look the job up knows more. */
function lost(name: string, about: string, weather: CreateWeather): Script {
  const { taken } = weather
  return {
    name: `create-${name}`,
    stage: 'create',
    about,
    create: [weather],
    expect: {
      state: 'unknown',
      code: 'outcome_unknown',
      charge: 'possible',
      creates: 1,
      accepted: taken ? 1 : 0,
      ...(taken && { found: made }),
    },
  }
}

export const createScripts: readonly Script[] = [
  refused('key', 'key_rejected', 'the key is refused'),
  refused('credit', 'no_credit', 'there is no credit left'),
  refused('settings', 'settings_refused', 'a setting is refused'),
  refused('content', 'content_refused', 'the words are declined before anything is taken'),
  refused('model', 'model_retired', 'the model is gone'),
  {
    name: 'create-busy-then-ok',
    stage: 'create',
    about: 'too many requests, once, to be tried again at once',
    create: [{ kind: 'refuse', error: 'busy', retryAfter: '0', taken: false }],
    expect: madeAtSecond,
  },
  {
    name: 'create-busy-a-second-then-ok',
    stage: 'create',
    about: 'too many requests, once, to be tried again in a second',
    create: [{ kind: 'refuse', error: 'busy', retryAfter: '1', taken: false }],
    expect: madeAtSecond,
  },
  {
    name: 'create-busy-always',
    stage: 'create',
    about: 'too many requests, for ever',
    create: [{ kind: 'refuse', error: 'busy', retryAfter: '0', taken: false }],
    forever: true,
    expect: {
      state: 'failed',
      code: 'provider_busy',
      charge: 'none',
      creates: { min: 2, max: MOST_CREATES },
      accepted: 0,
    },
  },
  {
    name: 'create-503-then-ok',
    stage: 'create',
    about: 'not available, once, before anything is taken',
    create: [{ kind: 'refuse', error: 'trouble', status: 503, retryAfter: '0', taken: false }],
    expect: madeAtSecond,
  },
  lost('500', 'trouble on its side, and nothing is taken', {
    kind: 'refuse',
    error: 'trouble',
    status: 500,
    taken: false,
  }),
  lost('500-after-accept', 'trouble on its side, but the job is taken', {
    kind: 'refuse',
    error: 'trouble',
    status: 500,
    taken: true,
  }),
  lost('502-page', 'a gateway answers in its place, but the job is taken', {
    kind: 'page',
    status: 502,
    taken: true,
  }),
  lost('hang-after-accept', 'the job is taken and the line goes dead', { kind: 'hang-up', taken: true }),
  lost('cut-before-answer', 'the job is taken and the line is cut behind the status', {
    kind: 'headers-only',
    taken: true,
  }),
  lost('half-json', 'the job is taken and the line is cut within the answer', { kind: 'half', taken: true }),
  lost('bad-json', 'the job is taken and the answer is no JSON', { kind: 'broken-json', taken: true }),
  lost('html-200', 'the job is taken and a web page comes back', { kind: 'page', status: 200, taken: true }),
  lost('reset-while-sending', 'the line is reset before anything is taken', { kind: 'reset', taken: false }),
  {
    name: 'create-answered-late',
    stage: 'create',
    about: 'the job is taken and the answer takes its time',
    create: [{ kind: 'late', ms: 200, taken: true }],
    expect: made,
  },
  {
    name: 'create-refused-connection',
    stage: 'create',
    about: 'nobody listens there',
    closed: true,
    expect: { state: 'failed', code: 'provider_unreachable', charge: 'none', creates: 0, accepted: 0 },
  },
]
