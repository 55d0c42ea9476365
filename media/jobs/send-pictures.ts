import { AppError } from '../../nodes/errors.ts'
import type { MediaManager } from '../media-manager.ts'
import { preparePicture } from '../pictures/prepare-picture.ts'
import { describeNote } from '../pictures/picture-note.ts'
import type { Connection } from '../providers/connections.ts'
import type { Order, RemoteProvider } from '../providers/remote.ts'
import type { PaidOrder } from './place-order.ts'

export interface SendPicturesParts {
  readonly manager: MediaManager
  readonly connection: Connection
  readonly signal: AbortSignal
}

/** Brings the pictures of an order into the shape and place that the provider wants them in. Costs nothing. */
export async function sendPictures(
  order: PaidOrder,
  parts: SendPicturesParts,
): Promise<Pick<Order, 'firstFrame' | 'lastFrame' | 'references'>> {
  const { firstFrame, lastFrame, references } = order.order
  const send = (id: string) => sendPicture(id, order, parts)
  return {
    ...(firstFrame !== undefined && { firstFrame: await send(firstFrame) }),
    ...(lastFrame !== undefined && { lastFrame: await send(lastFrame) }),
    references: await Promise.all(references.map(send)),
  }
}

async function sendPicture(
  id: string,
  { quote, onNote }: PaidOrder,
  { manager, connection, signal }: SendPicturesParts,
): Promise<string> {
  const { provider } = connection
  const limits = limitsOf(provider, { model: quote.model.id, values: connection.values })
  const { bytes, mime, notes } = await preparePicture(manager.pathOf(id), limits)
  for (const note of notes) onNote(describeNote(note))
  switch (limits.via) {
    case 'data-uri':
      return `data:${mime};base64,${bytes.toString('base64')}`
    case 'base64':
      return bytes.toString('base64')
    case 'upload': {
      const name = `${id.slice(0, 12)}.${mime.slice(mime.indexOf('/') + 1)}`
      const asked = () => provider.upload!(connection.api(signal), { bytes, mime, name })
      return connection.circuit.ask(signal, asked)
    }
  }
}

function limitsOf(
  provider: RemoteProvider,
  { model, values }: { model: string; values: Connection['values'] },
) {
  const own = provider.models(values).find(({ id }) => `${provider.id}/${id}` === model)
  if (!own?.picture) {
    throw new AppError('setting_unfit', { model, reason: 'it takes no pictures' })
  }
  return own.picture
}
