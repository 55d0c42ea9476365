import { z } from 'zod'
import type { Api } from '../../net/api.ts'
import { refusalOf } from '../../net/refusal.ts'
import type { CancelOutcome, JobRef, RemoteProvider } from '../remote.ts'
import { interactionFor } from './interaction.ts'
import { googleModels } from './models.ts'
import { interactionPath, pollInteraction } from './poll.ts'
import { readGoogleRefusal } from './refusals.ts'

const Created = z.object({ id: z.string().min(1) })

/** Clips by the Interactions API: what there is for a key of AI Studio since Veo ended there. */
export const google: RemoteProvider = {
  kind: 'remote',
  id: 'google',
  title: 'Google Gemini',
  about: 'Clips with their own sound, in portrait or landscape. Needs an account with billing.',
  models: () => googleModels,
  access: {
    standardAddress: 'https://generativelanguage.googleapis.com',
    key: 'required',
    headers: (key) => ({ 'x-goog-api-key': key }),
    variables: ['GEMINI_API_KEY', 'GOOGLE_API_KEY'],
    fields: [],
    links: {
      keys: 'https://aistudio.google.com/apikey',
      billing: 'https://aistudio.google.com/usage',
      home: 'https://ai.google.dev/gemini-api/docs',
    },
  },
  pace: { pollMs: 6_000, concurrency: 2 },
  keepsHours: 48,

  async create(api, order) {
    const answer = await api.send({
      method: 'POST',
      path: '/v1beta/interactions',
      json: interactionFor(order),
    })
    return { externalId: Created.parse(answer.json).id }
  },

  poll: pollInteraction,
  cancel,

  // The cheapest thing that needs a key: one line of the list of models. It makes nothing and costs nothing.
  async testKey(api) {
    await api.send({ method: 'GET', path: '/v1beta/models?pageSize=1' })
    return {}
  },

  readRefusal: readGoogleRefusal,
  downloadHeaders: ({ key = '' }) => ({ 'x-goog-api-key': key }),
}

async function cancel(api: Api, job: JobRef): Promise<CancelOutcome> {
  try {
    const { json } = await api.send({ method: 'POST', path: `${interactionPath(job)}/cancel` })
    const status = z.object({ status: z.string() }).safeParse(json).data?.status
    // Also when it says that it stopped: what was made until then may be charged, and the next answer tells.
    return status === 'completed' || status === 'failed' ? 'too-late' : 'requested'
  } catch (error) {
    // What is finished cannot be canceled any more.
    if (refusalOf(error)?.status === 400) return 'too-late'
    throw error
  }
}
