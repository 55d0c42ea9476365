import type { MediaValue } from '../media.ts'
import type { ImageRequest, VideoRequest } from '../models.ts'
import type { StitchSettings } from '../stitch.ts'

/** All that a node may ask of the world. The core answers; the node never sees a path, a database or a network. */
export interface Services {
  generateImage(request: ImageRequest): Promise<MediaValue>
  generateVideo(request: VideoRequest & { readonly firstFrame?: MediaValue }): Promise<MediaValue>
  stitch(clips: readonly MediaValue[], settings: StitchSettings): Promise<MediaValue>
}
