import { afterEach, describe, expect, it } from 'vitest'
import type { NodeStatus } from '../../nodes/engine/status.ts'
import { AppError, toWire } from '../../nodes/errors.ts'
import { emptyDocument, type DocumentNode } from '../../nodes/graph/document.ts'
import { changeLanguage } from '../i18n/index.ts'
import type { StandingRun } from '../store/standing-run.ts'
import { stateWords } from './node-state.ts'

const node = (id: string, type = 'text-to-image'): DocumentNode => ({
  id,
  type,
  version: 1,
  title: id,
  position: { x: 0, y: 0 },
  params: {},
})
const document = { ...emptyDocument(), nodes: [node('Still 1'), node('Shot 1', 'prompt')] }
const take = {
  nodeId: 'Still 1',
  mediaId: 'a'.repeat(64),
  number: 3,
  variation: 0,
  signature: '',
  createdAt: 0,
  activatedAt: 0,
}

type Rest = { readonly [S in NodeStatus['state']]: Extract<NodeStatus, { state: S }> }[NodeStatus['state']]
const base = { nodeId: 'Still 1', params: {}, inputs: {} }

function words(rest: object, run?: Partial<StandingRun>) {
  const status = { ...base, ...rest } as Rest
  const ran: StandingRun | undefined = run && {
    runId: 'r',
    nodeId: 'Still 1',
    title: 'Still 1',
    type: 'text-to-image',
    state: 'done',
    cost: 0,
    ...run,
  }
  const { words, reason, tone } = stateWords({ node: node('Still 1'), status, run: ran }, document)
  return [words, reason, tone]
}

afterEach(() => changeLanguage('en'))

describe('at rest', () => {
  it('says what changed since the take that is shown', () => {
    const changes = [{ what: 'input', port: 'prompt' }]
    expect(words({ state: 'out-of-date', take, changes })).toEqual([
      'Out of date',
      'Prompt changed since take 3',
      'warn',
    ])
  })

  it('names the node that has to be made first', () => {
    const changes = [{ what: 'upstream', nodeId: 'Shot 1' }]
    expect(words({ state: 'out-of-date', take, changes })[1]).toContain('Shot 1')
    expect(words({ state: 'blocked', source: 'Shot 1' })).toEqual([
      'Waiting for Shot 1',
      'Shot 1 is not ready yet',
      'calm',
    ])
  })

  it('names what is missing by its kind', () => {
    expect(words({ state: 'needs-input', port: 'prompt' })[0]).toBe('Needs a prompt')
  })

  it('speaks Chinese', () => {
    changeLanguage('zh-Hans')
    expect(words({ state: 'up-to-date' })[0]).toBe('最新')
    expect(words({ state: 'out-of-date', take, changes: [{ what: 'param', param: 'seed' }] })[0]).toBe(
      '需更新',
    )
  })
})

describe('in a run', () => {
  it('shows how far it is, if it can tell', () => {
    expect(words({ state: 'idle' }, { state: 'running', progress: 0.618 })[0]).toBe('62 %')
    expect(words({ state: 'idle' }, { state: 'running' })[0]).toBe('Running')
  })

  it('says why it did not finish', () => {
    const error = toWire(new AppError('ffmpeg_missing'))
    const [state, reason, tone] = words({ state: 'idle' }, { state: 'failed', error })
    expect([state, tone]).toEqual(['Did not finish', 'err'])
    expect(reason).toMatch(/video engine/)
  })

  it('names the node it waits for in vain', () => {
    expect(words({ state: 'idle' }, { state: 'skipped', source: 'Shot 1' })[0]).toBe('Waiting for Shot 1')
  })

  it('says of what was cut off why it stopped', () => {
    const [state, reason, tone] = words({ state: 'idle' }, { state: 'stopped', cutOff: true })
    expect([state, tone]).toEqual(['Stopped', 'calm'])
    expect(reason).toMatch(/closed/)
    expect(words({ state: 'idle' }, { state: 'stopped' })[1]).toBeUndefined()
  })

  it('forgets how a run ended once another take is in use', () => {
    expect(words({ state: 'up-to-date' }, { state: 'failed' })[0]).toBe('Up to date')
    expect(words({ state: 'kept' }, { state: 'stopped' })[0]).toBe('Kept')
    expect(words({ state: 'out-of-date', take, changes: [] }, { state: 'reused' })[0]).toBe('Out of date')
  })
})
