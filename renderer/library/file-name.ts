import type { Media } from '../../nodes/media.ts'

/** What files of a codec are called; of the others their kind says enough. */
const byCodec: Readonly<Record<string, string>> = {
  mjpeg: 'jpg',
  webp: 'webp',
  gif: 'gif',
  vp8: 'webm',
  vp9: 'webm',
  aac: 'm4a',
  flac: 'flac',
  opus: 'ogg',
  vorbis: 'ogg',
  pcm_s16le: 'wav',
}
const byKind = { image: 'png', video: 'mp4', audio: 'mp3' } as const

/** A name that other programs take for what it is: what was made here often has none of a file. */
export function fileNameOf({ name, kind, codec }: Pick<Media, 'name' | 'kind' | 'codec'>): string {
  const plain = name.replaceAll(/["*/:<>?\\|]/g, '-').trim()
  if (/\.[a-z][a-z0-9]{1,4}$/i.test(plain)) return plain
  return `${plain || 'Sceneloom'}.${byCodec[codec ?? ''] ?? byKind[kind]}`
}
