import type { MediaValue } from '../media.ts'
import type { ImageRequest, VideoRequest } from '../models.ts'
import type { FilmSettings } from '../cut/settings.ts'

/** With a first frame it is a clip from a picture, without one a clip from words. */
export interface ClipRequest extends VideoRequest {
  readonly firstFrame?: MediaValue | undefined
  readonly lastFrame?: MediaValue | undefined
}

export interface FilmRequest {
  /** Clips and pictures, in the places that the cut names. */
  readonly clips: readonly MediaValue[]
  readonly music?: MediaValue | undefined
  readonly settings: FilmSettings
}

/** All that a node may ask of the world. The core answers; the node never sees a path, a database or a network. */
export interface Services {
  generateImage(request: ImageRequest): Promise<MediaValue>
  generateVideo(request: ClipRequest): Promise<MediaValue>
  stitch(request: FilmRequest): Promise<MediaValue>
  /** The very last picture of a clip, for going on from it. */
  extractLastFrame(video: MediaValue): Promise<MediaValue>
}
