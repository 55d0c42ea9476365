import { extname } from 'node:path'

/** A media's own name as the name of a file: any system takes it, and it opens with a double click. */
export function toFileName(name: string, storedPath: string): string {
  const extension = extname(storedPath)
  // What Windows does not allow; the others do not mind.
  const safe = [...name]
    .map((letter) => (/["*/:<>?\\|]/.test(letter) || letter < ' ' ? '-' : letter))
    .join('')
  const stem = safe.trim() || 'Sceneloom'
  return plain(extname(stem)) === plain(extension) ? stem : stem + extension
}

function plain(extension: string): string {
  return extension.toLowerCase().replace('.jpeg', '.jpg')
}
