export interface FormPart {
  readonly name: string
  /** Of files. */
  readonly fileName?: string
  readonly type?: string
  readonly bytes: Buffer
}

/** The parts of a multipart form, in their order; undefined if it is none. */
export function parseForm(bytes: Buffer, contentType = ''): FormPart[] | undefined {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/i.exec(contentType)?.[1]
  if (boundary === undefined) return undefined
  const text = bytes.toString('latin1')
  const pieces = text.split(`--${boundary}`).slice(1)
  if (!pieces.at(-1)?.startsWith('--')) return undefined
  return pieces.slice(0, -1).map(parsePart)
}

function parsePart(piece: string): FormPart {
  const [head = '', ...rest] = piece.split('\r\n\r\n')
  const fileName = /filename="([^"]*)"/.exec(head)?.[1]
  const type = /content-type: *([^\r\n]+)/i.exec(head)?.[1]
  return {
    name: /[; ]name="([^"]*)"/.exec(head)?.[1] ?? '',
    ...(fileName !== undefined && { fileName }),
    ...(type !== undefined && { type }),
    bytes: Buffer.from(rest.join('\r\n\r\n').replace(/\r\n$/, ''), 'latin1'),
  }
}
