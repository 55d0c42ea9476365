const MAX_LENGTH = 200

/**
 * A file's name as a label: on one line, of bearable length, and without the characters that turn the direction
 * of the text around it. It is never used as a path.
 */
export function importName(name: string): string {
  const line = name
    .toWellFormed()
    // oxlint-disable-next-line no-control-regex -- line breaks and escapes are what must go
    .replace(/\s*[\u0000-\u001f\u007f-\u009f\u2028\u2029]+\s*/g, ' ')
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .trim()
  return [...line].slice(0, MAX_LENGTH).join('') || 'Untitled'
}
