import type { ClipRequest } from '../../nodes/engine/services.ts'
import type { ImageRequest } from '../../nodes/models.ts'

/** A request as the library notes it beside its result: pictures by their ids, and what has a place of its own left out. */
export function requestParams(request: ImageRequest | ClipRequest): Record<string, unknown> {
  const { model: _model, prompt: _prompt, references, ...params } = request
  const { firstFrame, lastFrame, ...rest } = params as Partial<ClipRequest>
  return {
    ...rest,
    ...(firstFrame && { firstFrame: firstFrame.id }),
    ...(lastFrame && { lastFrame: lastFrame.id }),
    ...(references?.length && { references: references.map(({ id }) => id) }),
  }
}
