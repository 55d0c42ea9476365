import { createScripts } from './create-scripts.ts'
import { downloadScripts } from './download-scripts.ts'
import { pollScripts } from './poll-scripts.ts'
import type { Expectation, Script } from './script.ts'

const made: Expectation = { state: 'adopted', charge: 'charged', creates: 1, accepted: 1 }

/** Everything that a provider can do to a job, as data: the matrix runs each of them against each vendor. */
export const scripts: readonly Script[] = [
  { name: 'ok', stage: 'all', about: 'everything goes well', expect: made },
  {
    name: 'slow',
    stage: 'all',
    about: 'it answers late and works long',
    create: [{ kind: 'late', ms: 60, taken: true }],
    poll: [
      { kind: 'late', ms: 60 },
      { kind: 'late', ms: 60 },
    ],
    life: ['queued', 'queued', { running: 0.1 }, { running: 0.4 }, { running: 0.9 }, 'succeeded'],
    expect: made,
  },
  ...createScripts,
  ...pollScripts,
  ...downloadScripts,
]

/** The same weather, lasting long enough to be seen in a window on a busy machine; the matrix has it already. */
const toBeSeen: readonly Script[] = [
  {
    ...findScript('create-busy-a-second-then-ok'),
    name: 'create-busy-a-while-then-ok',
    create: [{ kind: 'refuse', error: 'busy', retryAfter: '5', taken: false }],
  },
]

export function findScript(name: string): Script {
  const script = scripts.find((candidate) => candidate.name === name)
  if (!script) throw new Error(`There is no script "${name}"`)
  return script
}

/** The script that a text asks for with its name in brackets, such as "[create-500] A woman waits". */
export function scriptIn(text: string): Script | undefined {
  return [...scripts, ...toBeSeen].find(({ name }) => text.includes(`[${name}]`))
}
