import { readFile } from 'node:fs/promises'
import { Image } from '@napi-rs/canvas'

/**
 * Decodes a picture off the main thread, so a large photo holds nobody up. It comes upright: the decoder turns
 * photos as their camera noted, so nobody may turn them again. Rejects if it cannot be decoded.
 */
export async function decodePicture(file: string): Promise<Image> {
  const image = new Image()
  image.src = await readFile(file)
  await image.decode()
  return image
}
