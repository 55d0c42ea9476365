import type { Order } from '../remote.ts'
import { hasSoundSwitch } from './models.ts'

/** The body of a create. A field that a model does not have would be refused, so it is left out. */
export function taskFor(order: Order, model: string) {
  const { settings, prompt, firstFrame, lastFrame, references, callback } = order
  const { aspect, resolution, seconds, seed, sound } = settings
  return {
    model,
    content: [
      ...(prompt ? [{ type: 'text', text: prompt }] : []),
      ...(firstFrame === undefined ? [] : [picture(firstFrame, 'first_frame')]),
      ...(lastFrame === undefined ? [] : [picture(lastFrame, 'last_frame')]),
      ...references.map((reference) => picture(reference, 'reference_image')),
    ],
    ratio: aspect,
    ...(resolution && { resolution }),
    ...(seconds !== undefined && { duration: seconds }),
    ...(seed !== undefined && { seed }),
    // It is on unless it is told not to.
    ...(hasSoundSwitch(order.model) && sound !== undefined && { generate_audio: sound }),
    watermark: false,
    ...(callback !== undefined && { callback_url: callback }),
  }
}

function picture(url: string, role: 'first_frame' | 'last_frame' | 'reference_image') {
  return { type: 'image_url', image_url: { url }, role }
}
