/** Things that people drop by mistake, in the words that end "it looks like …". */
const signatures: readonly (readonly [magic: string, words: string, offset?: number])[] = [
  ['%PDF', 'a PDF'],
  ['PK\x03\x04', 'a zip archive or an office document'],
  ['Rar!', 'a RAR archive'],
  ['7z\xbc\xaf\x27\x1c', 'a 7-Zip archive'],
  ['\x1f\x8b', 'a compressed archive'],
  ['\x7fELF', 'a program'],
  ['MZ', 'a program'],
  ['\xcf\xfa\xed\xfe', 'a program'],
  ['\xca\xfe\xba\xbe', 'a program'],
  ['8BPS', 'a Photoshop file'],
  ['II*\0', 'a TIFF or camera raw picture'],
  ['MM\0*', 'a TIFF or camera raw picture'],
  ['BM', 'a BMP picture'],
  ['SQLite format 3\0', 'a database'],
  ['FLV\x01', 'a Flash video'],
  ['\x30\x26\xb2\x75', 'a Windows Media file'],
  ['MThd', 'a MIDI file'],
  ['ftypheic', 'a HEIC photo', 4],
  ['ftypheix', 'a HEIC photo', 4],
  ['ftypmif1', 'a HEIC or AVIF photo', 4],
  ['ftypavif', 'an AVIF picture', 4],
]

/** Texts that ffmpeg would follow to other files and hosts; none of them ever reaches it. */
const texts: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/^#EXTM3U/, 'a playlist, which only points to other files'],
  [/^ffconcat version/, 'a playlist, which only points to other files'],
  [/^\[playlist\]/i, 'a playlist, which only points to other files'],
  [/^v=0\r?\no=/, 'the description of a network stream'],
  [/^<MPD\b/, 'a playlist, which only points to other files'],
  [/^(<!DOCTYPE svg[^>]*>\s*)?<svg\b/i, 'an SVG drawing'],
  [/^<(!DOCTYPE html|html|head|body)\b/i, 'a web page'],
  [/^<\w/, 'an XML document'],
  [/^[[{]\s*["[{\]}]/, 'a JSON document'],
]

/** What may stand before the first element of XML. */
const prolog = /^(<\?xml[^>]*>|<!--[\s\S]*?-->|\s)+/

/** For a file that `sniff` did not know. */
export function looksLike(head: Buffer): string {
  const bytes = head.toString('latin1')
  for (const [magic, words, offset = 0] of signatures) if (bytes.startsWith(magic, offset)) return words

  const text = readText(head)
  if (text === undefined) return 'a kind of file that is not known here'
  const start = text.replace(prolog, '')
  return texts.find(([pattern]) => pattern.test(start))?.[1] ?? 'text'
}

/** The beginning as text, or undefined if bytes of it are none. A character may be cut off at the end. */
function readText(head: Buffer): string | undefined {
  const decoder = new TextDecoder(isUtf16(head) ? 'utf-16' : 'utf-8', { fatal: true })
  try {
    const text = decoder.decode(head, { stream: true }).trimStart()
    // oxlint-disable-next-line no-control-regex -- control characters are what tells bytes from text
    return /[\0-\x08\x0e-\x1a]/.test(text) ? undefined : text
  } catch {
    return undefined
  }
}

function isUtf16(head: Buffer): boolean {
  return head[0] === 0xff && head[1] === 0xfe
}
