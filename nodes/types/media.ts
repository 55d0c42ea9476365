import { z } from 'zod'
import { defineValueNode } from '../define.ts'
import { MediaId, mediaKinds } from '../media.ts'

/** A file of the library, brought onto the canvas. Its port follows what the file is. */
export const media = defineValueNode({
  type: 'media',
  version: 1,
  title: 'Media',
  summary: 'A picture or clip of your own',
  category: 'bring',
  inputs: {},
  outputs: {
    image: { type: 'image', label: 'Picture' },
    video: { type: 'video', label: 'Video' },
    audio: { type: 'audio', label: 'Sound' },
  },
  params: z.object({
    mediaId: MediaId.optional(),
    kind: z.enum(mediaKinds).default('image'),
  }),
  fields: { mediaId: { control: 'media', label: 'File', onCard: true } },
  outputsFor: ({ kind }) => ({
    [kind]: { type: kind, label: { image: 'Picture', video: 'Video', audio: 'Sound' }[kind] },
  }),
  value: ({ mediaId, kind }) => (mediaId === undefined ? undefined : { [kind]: { id: mediaId, kind } }),
})
