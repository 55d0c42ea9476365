import { AppError } from '../../nodes/errors.ts'
import type { Media } from '../../nodes/media.ts'
import type { Connections } from '../providers/connections.ts'
import { openWorkFolder } from '../runs/work-folder.ts'
import { jobRef } from './await-result.ts'
import { fetchResult, type FetchParts } from './fetch-result.ts'
import type { StoredJob } from './stored-job.ts'

type Parts = Pick<FetchParts, 'manager' | 'pace' | 'redact'> & {
  readonly connections: Connections
  readonly dataFolder: string
  readonly lifetime: AbortSignal
}

/**
 * Fetches once more what a finished job made, for a library that lost the file. It asks and downloads, and never
 * creates: the book stays closed as it is, and nothing is paid. Throws the sentence for the person.
 */
export async function fetchAgain(job: StoredJob, parts: Parts): Promise<Media> {
  const { provider, api, circuit } = parts.connections.open(job.provider)
  const spoken = api(parts.lifetime)
  const result = await circuit.ask(parts.lifetime, () => provider.poll(spoken, jobRef(job)))
  const kind = job.mode === 'text-to-image' ? 'image' : 'video'
  const outputs = result.state === 'succeeded' ? result.outputs : []
  const output = outputs.find((one) => one.kind === kind) ?? outputs[0]
  if (!output) throw new AppError('job_gone', { provider: provider.title, charge: 'none' })
  const folder = openWorkFolder(parts.dataFolder)
  try {
    const { manager, pace, redact, lifetime: signal } = parts
    const tempFile = folder.file
    return await fetchResult(job, output, { manager, pace, redact, signal, provider, api: spoken, tempFile })
  } finally {
    folder.sweep()
  }
}
