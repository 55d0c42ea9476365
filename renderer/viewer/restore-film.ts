import { call } from '../api.ts'
import { getStore } from '../store/index.ts'

/** The workflow that a film carries becomes a new one and is opened; what was open stays as it is. */
export async function restoreFilm(mediaId: string): Promise<void> {
  const { flush, openWorkflow } = getStore()
  // Nothing is made anew that could not be shown afterwards.
  await flush()
  const { id } = await call('films.restore', { id: mediaId })
  await openWorkflow(id)
}
