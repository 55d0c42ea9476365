import type { NodeDefinition } from '../define.ts'
import { imageToVideo } from './image-to-video.ts'
import { lastFrame } from './last-frame.ts'
import { media } from './media.ts'
import { note } from './note.ts'
import { prompt } from './prompt.ts'
import { textToImage } from './text-to-image.ts'
import { textToVideo } from './text-to-video.ts'
import { videoStitcher } from './video-stitcher.ts'

/** The node types, in palette order. Adding one here is all it takes to register it. */
export const nodeTypes: readonly NodeDefinition[] = [
  prompt,
  textToImage,
  imageToVideo,
  textToVideo,
  lastFrame,
  videoStitcher,
  media,
  note,
]

const byType = new Map(nodeTypes.map((definition) => [definition.type, definition]))

export function nodeTypeOf(type: string): NodeDefinition | undefined {
  return byType.get(type)
}
