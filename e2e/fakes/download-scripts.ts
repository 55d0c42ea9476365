import type { ErrorCode } from '../../nodes/errors.ts'
import type { Expectation, FileWeather, Script } from './script.ts'

const made: Expectation = { state: 'adopted', charge: 'charged', creates: 1, accepted: 1 }

function late(name: string, about: string, weather: FileWeather): Script {
  return { name: `download-${name}`, stage: 'download', about, download: [weather], expect: made }
}

/** It is paid for and cannot be had: it stays in the ledger, never made again by itself. */
function never(
  name: string,
  about: string,
  { weather, code }: { weather: FileWeather; code: ErrorCode },
): Script {
  return {
    name: `download-${name}`,
    stage: 'download',
    about,
    download: [weather],
    forever: true,
    expect: { state: 'succeeded', code, charge: 'charged', creates: 1, accepted: 1 },
  }
}

export const downloadScripts: readonly Script[] = [
  late('expired-link-then-ok', 'the link is dead until a new one is asked for', { kind: 'expired' }),
  {
    name: 'download-cut-then-ok',
    stage: 'download',
    about: 'the line is cut half-way, until somebody asks for the rest alone',
    download: [{ kind: 'cut' }],
    forever: true,
    expect: made,
  },
  late('500-then-ok', 'trouble at the file, once', { kind: 'status', status: 500 }),
  late('503-then-ok', 'the file is not ready yet, once', { kind: 'status', status: 503 }),
  late('redirect-off-origin', 'the file lies on another host', { kind: 'redirect', to: 'other-origin' }),
  never('html-as-video', 'a web page in place of the file', {
    weather: { kind: 'page' },
    code: 'result_damaged',
  }),
  never('damaged-media', 'the file is damaged', { weather: { kind: 'damaged' }, code: 'result_damaged' }),
  never('wrong-length', 'the file ends too early, without a sign', {
    weather: { kind: 'short' },
    code: 'result_damaged',
  }),
  never('gzip', 'the file comes compressed, though it was not asked for', {
    weather: { kind: 'gzip' },
    code: 'result_damaged',
  }),
  never('redirect-private', 'the link leads into the private network', {
    weather: { kind: 'redirect', to: 'private' },
    code: 'result_untrusted',
  }),
  never('redirect-loop', 'the link leads to itself', {
    weather: { kind: 'redirect', to: 'itself' },
    code: 'result_unfetched',
  }),
]
