import { z } from 'zod'
import type { Api } from '../../net/api.ts'
import type { Refusal } from '../../net/refusal.ts'
import type { JobRef, Output, PollResult } from '../remote.ts'
import { usdPerMillion } from './models.ts'
import { aboutContent } from './refusals.ts'

const Content = z.looseObject({
  type: z.string(),
  uri: z.string().nullish(),
  data: z.string().nullish(),
  text: z.string().nullish(),
})

const Interaction = z.object({
  status: z.string(),
  updated: z.string().nullish(),
  steps: z.array(z.looseObject({ type: z.string(), content: z.array(Content).nullish() })).nullish(),
  usage: z
    .object({
      total_input_tokens: z.number().nullish(),
      output_tokens_by_modality: z.array(z.object({ modality: z.string(), tokens: z.number() })).nullish(),
    })
    .nullish(),
  errors: z.array(z.object({ code: z.string().nullish(), message: z.string().nullish() })).nullish(),
})
type Interaction = z.infer<typeof Interaction>

const File = z.object({
  state: z.string(),
  error: z.object({ message: z.string().nullish() }).nullish(),
})

const HOURS_48 = 48 * 60 * 60 * 1000

/** Ends that are neither a clip nor a refusal, in words. */
const stopped: Readonly<Record<string, string>> = {
  incomplete: 'it stopped before the clip was complete',
  requires_action: 'it asked for something that cannot be given here',
  requires_continuation: 'it stopped at a limit and does not go on by itself',
  budget_exceeded: 'it stopped at a limit of what may be used',
}

export async function pollInteraction(api: Api, job: JobRef): Promise<PollResult> {
  const answer = await api.send({ method: 'GET', path: interactionPath(job) })
  const interaction = Interaction.parse(answer.json)
  const { status } = interaction
  switch (status) {
    case 'queued':
      return { state: 'queued' }
    case 'in_progress':
      return { state: 'running' }
    case 'completed':
      return readCompleted(api, interaction)
    case 'cancelled':
      return { state: 'canceled', charge: 'possible' }
    case 'failed':
      return unfinished(readErrors(interaction))
    default:
      if (!Object.hasOwn(stopped, status)) return { state: 'running', unknownWord: status }
      return unfinished({ code: 'generation_unfinished', providerCode: status, reason: stopped[status]! })
  }
}

export function interactionPath({ externalId }: JobRef): string {
  return `/v1beta/interactions/${encodeURIComponent(externalId)}`
}

function unfinished(refusal: Refusal): PollResult {
  return { state: 'failed', refusal, charge: 'possible' }
}

function readErrors({ errors }: Interaction): Refusal {
  const { code, message } = errors?.[0] ?? {}
  const isContent = aboutContent.test(`${code ?? ''} ${message ?? ''}`)
  return {
    code: isContent ? 'content_refused' : 'generation_unfinished',
    ...(message && { reason: message }),
    ...(code && { providerCode: code }),
  }
}

async function readCompleted(api: Api, interaction: Interaction): Promise<PollResult> {
  const contents = (interaction.steps ?? []).flatMap(({ type, content }) =>
    type === 'model_output' ? (content ?? []) : [],
  )
  const video = contents.find(({ type }) => type === 'video')
  if (!video) {
    // What was filtered out is simply not there; at best a text says why.
    const reason = contents.find(({ text }) => text)?.text ?? 'it finished without showing a clip'
    return unfinished({ code: 'content_refused', reason })
  }
  // It was asked for an address, but an interaction that is read later may hold the file itself.
  if (video.data) return made({ kind: 'video', from: { base64: video.data } }, interaction)
  if (!video.uri) return unfinished({ code: 'result_missing' })
  const name = /\/files\/([^/:?]+)/.exec(video.uri)?.[1]
  if (name) {
    const file = File.parse((await api.send({ method: 'GET', path: `/v1beta/files/${name}` })).json)
    if (file.state === 'FAILED') {
      const reason = file.error?.message ?? 'its file could not be prepared'
      return unfinished({ code: 'generation_unfinished', reason })
    }
    // A file that is still being prepared is not served.
    if (file.state !== 'ACTIVE') return { state: 'running', progress: 0.99 }
  }
  const url = !name || video.uri.includes(':download') ? video.uri : `${video.uri}:download?alt=media`
  // Asked about late, its file has not as long to live as one that was just made.
  const expiresAt = (Date.parse(interaction.updated ?? '') || Date.now()) + HOURS_48
  return made({ kind: 'video', from: { url }, needsKey: true, expiresAt }, interaction)
}

function made(output: Output, { usage }: Interaction): PollResult {
  const costUsd = usage && costOf(usage)
  return { state: 'succeeded', outputs: [output], ...(costUsd && { costUsd }) }
}

function costOf({
  total_input_tokens: input,
  output_tokens_by_modality: parts,
}: NonNullable<Interaction['usage']>): number {
  const tokens = (wanted: string) =>
    (parts ?? []).reduce((sum, { modality, tokens }) => sum + (modality === wanted ? tokens : 0), 0)
  // Without the tokens of the video it is not the whole cost.
  if (tokens('video') === 0) return 0
  const micros =
    tokens('video') * usdPerMillion.video +
    tokens('text') * usdPerMillion.text +
    (input ?? 0) * usdPerMillion.input
  return Math.round(micros) / 1e6
}
