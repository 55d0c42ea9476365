import type { MediaValue } from '../media.ts'
import type { ImageRequest, VideoRequest } from '../models.ts'
import type { StitchSettings } from '../stitch.ts'

/** With a first frame it is a clip from a picture, without one a clip from words. */
export interface ClipRequest extends VideoRequest {
  readonly firstFrame?: MediaValue | undefined
  readonly lastFrame?: MediaValue | undefined
}

/** All that a node may ask of the world. The core answers; the node never sees a path, a database or a network. */
export interface Services {
  generateImage(request: ImageRequest): Promise<MediaValue>
  generateVideo(request: ClipRequest): Promise<MediaValue>
  stitch(clips: readonly MediaValue[], settings: StitchSettings): Promise<MediaValue>
  /** The very last picture of a clip, for going on from it. */
  extractLastFrame(video: MediaValue): Promise<MediaValue>
}
