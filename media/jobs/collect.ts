import { AppError, type ErrorCode } from '../../nodes/errors.ts'
import type { Media } from '../../nodes/media.ts'
import type { MediaManager } from '../media-manager.ts'
import { isExpiredLink } from '../net/download.ts'
import type { Output } from '../providers/remote.ts'
import { openWorkFolder } from '../runs/work-folder.ts'
import { awaitResult } from './await-result.ts'
import { fetchResult } from './fetch-result.ts'
import type { Follower } from './follower.ts'
import type { StoredJob } from './stored-job.ts'

export interface CollectParts {
  readonly manager: MediaManager
  readonly dataFolder: string
  readonly redact: (text: string) => string
  /** A file that this job brought here before a crash, though it does not know. */
  readonly broughtBefore: (jobId: string) => Media | undefined
  readonly onInLibrary: (job: StoredJob) => void
  /** Called in the transaction that closes the job. */
  readonly link: (job: StoredJob, media: Media) => void
}

/** Of what did not come through; a full disk is waited out. */
const MOST_TRIES = 5

/**
 * Follows a job to its file in the library. What is finished over there is never given up: where it cannot be
 * fetched now, the job stays open, asks, and is tried again later. Throws the sentence for the person.
 */
export async function collect(id: string, follower: Follower, parts: CollectParts): Promise<Media> {
  const { ledger } = follower
  const brought = parts.broughtBefore(id)
  const isWanted = brought?.kind === kindOf(ledger.get(id)!)
  const media = isWanted ? brought : await bring(id, follower, parts)
  parts.onInLibrary(ledger.get(id)!)
  ledger.adopted(id, media.id, (job) => parts.link(job, media))
  return media
}

async function bring(id: string, follower: Follower, parts: CollectParts): Promise<Media> {
  const { ledger } = follower
  let job = ledger.get(id)!
  let output = usable(job)
  for (let tries = 1; ;) {
    // Asking again also renews the address of the result.
    if (!output) {
      const made = await awaitResult(id, follower)
      job = made
      output = wanted(made)
    }
    try {
      return await fetchOnce(job, output, { follower, parts })
    } catch (error) {
      if (follower.signal.aborted) throw new AppError('stopped')
      const trouble = inWords(error, follower)
      const waits = passing.has(trouble.code)
      if (!waits && (tries++ >= MOST_TRIES || trouble.code === 'result_untrusted')) {
        ledger.ask(id, trouble, 'charged')
        throw trouble
      }
      const wait = Math.min(1_000 * 2 ** tries, 30_000)
      follower.tell({ trouble, tries, nextAt: follower.pace.now() + wait })
      await follower.nap(wait)
      if (isExpiredLink(error) || trouble.code === 'result_damaged') output = undefined
    }
  }
}

async function fetchOnce(
  job: StoredJob,
  output: Output,
  { follower, parts }: { follower: Follower; parts: CollectParts },
): Promise<Media> {
  const { provider, api } = follower.connect()
  const folder = openWorkFolder(parts.dataFolder)
  try {
    return await fetchResult(job, output, {
      manager: parts.manager,
      provider,
      api: api(follower.signal),
      signal: follower.signal,
      pace: follower.pace,
      tempFile: folder.file,
      redact: parts.redact,
    })
  } finally {
    folder.sweep()
  }
}

/** The stored address, unless the result came within the answer and must be asked for again. */
function usable(job: StoredJob): Output | undefined {
  if (job.state !== 'succeeded' || !job.outputs) return undefined
  const output = wanted({ ...job, outputs: job.outputs })
  return 'base64' in output.from && output.from.base64 === '' ? undefined : output
}

function wanted({ outputs, mode }: StoredJob & { outputs: readonly Output[] }): Output {
  const kind = kindOf({ mode })
  return outputs.find((output) => output.kind === kind) ?? outputs[0]!
}

function kindOf({ mode }: Pick<StoredJob, 'mode'>): 'image' | 'video' {
  return mode === 'text-to-image' ? 'image' : 'video'
}

/** Passes when the person frees some space, or adds the key that is asked for. */
const passing = new Set<ErrorCode>(['disk_full', 'disk_low', 'key_awaited', 'provider_settings'])

function inWords(error: unknown, { provider }: Follower): AppError {
  const known: readonly ErrorCode[] = [...passing, 'result_damaged', 'result_untrusted', 'ffmpeg_missing']
  if (error instanceof AppError && known.includes(error.code)) return error
  const message = error instanceof Error ? error.message : String(error)
  return new AppError(
    'result_unfetched',
    { provider: provider.title, charge: 'charged' },
    { message, cause: error },
  )
}
