import { writeFile } from 'node:fs/promises'
import { AppError } from '../../nodes/errors.ts'
import type { Media } from '../../nodes/media.ts'
import type { MediaManager } from '../media-manager.ts'
import { isPrivateService } from '../net/addresses.ts'
import { download } from '../net/download.ts'
import { internet } from '../net/network.ts'
import type { Api } from '../net/api.ts'
import type { Output, RemoteProvider } from '../providers/remote.ts'
import type { Pace } from './pace.ts'
import type { StoredJob } from './stored-job.ts'

export interface FetchParts {
  readonly manager: MediaManager
  readonly provider: RemoteProvider
  readonly api: Api
  readonly signal: AbortSignal
  readonly pace: Pace
  /** A path for a new file, in a folder that is swept when this is over. */
  readonly tempFile: (extension: string) => string
  /** Takes every key out of a text. */
  readonly redact: (text: string) => string
}

/** Nothing is fetched when the disk would have less than this left. */
export const KEEP_FREE_BYTES = 1024 ** 3 / 2

/**
 * Brings the result of a finished job into the library: fetched, found to be what was ordered, and stored with
 * its whole story. Throws result_damaged for what is no such file, and what `download` throws.
 */
export async function fetchResult(job: StoredJob, output: Output, parts: FetchParts): Promise<Media> {
  const { manager, provider, signal } = parts
  const file = parts.tempFile('part')
  if ('base64' in output.from)
    await writeFile(file, Buffer.from(output.from.base64, 'base64'), { mode: 0o600 })
  else await downloadTo(file, { url: output.from.url, output, parts })

  const sourceType = 'generated'
  const damaged = (cause: unknown) =>
    new AppError('result_damaged', { provider: provider.title, charge: 'charged' }, { cause })
  try {
    const name = nameOf(job)
    const { media } = await manager.adopt(file, { name, sourceType, generation: storyOf(job), signal })
    const wanted = job.mode === 'text-to-image' ? 'image' : 'video'
    if (media.kind !== wanted) throw damaged(new Error(`it is a ${media.kind}`))
    return media
  } catch (error) {
    if (error instanceof AppError && error.code.startsWith('file_')) throw damaged(error)
    throw error
  }
}

async function downloadTo(
  file: string,
  { url, output, parts }: { url: string; output: Output; parts: FetchParts },
): Promise<void> {
  const { provider, api, signal, pace } = parts
  const headers = output.needsKey ? provider.downloadHeaders?.(api) : undefined
  await download({
    url,
    toFile: file,
    signal,
    sleep: pace.sleep,
    title: provider.title,
    redact: parts.redact,
    // The key goes nowhere but to the API itself, whatever address the result names.
    headersOrigin: new URL(api.address).origin,
    // A service of this machine or network may point to it; one of the internet never.
    allowPrivate: await isPrivateService(api.address, internet.resolve),
    keepFreeBytes: KEEP_FREE_BYTES,
    ...(headers && { headers }),
  })
}

function nameOf({ order }: StoredJob): string {
  return order.nodeTitle
}

function storyOf(job: StoredJob) {
  const { order } = job
  return {
    provider: job.provider,
    model: job.model.slice(job.provider.length + 1),
    prompt: order.written,
    params: order.params,
    startedAt: job.createdAt,
    completedAt: Date.now(),
    cost: job.countedMicros / 1_000_000,
    sentPrompt: order.prompt,
    jobId: job.id,
  }
}
