import { crc32 } from 'node:zlib'
import type { FakeJob } from './vendor.ts'

/** The same clip or picture with a note of whose it is, where players do not look. */
export function ownFile(bytes: Buffer, kind: FakeJob['kind'], id: string): Buffer {
  return kind === 'video' ? Buffer.concat([bytes, box('free', Buffer.from(id))]) : withText(bytes, id)
}

function box(type: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(8 + content.length)
  head.write(type, 4, 'latin1')
  return Buffer.concat([head, content])
}

/** A text chunk before the end of a PNG. */
function withText(png: Buffer, text: string): Buffer {
  const content = Buffer.concat([Buffer.from('tEXtComment\0', 'latin1'), Buffer.from(text)])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length - 4)
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(content))
  const end = png.length - 12
  return Buffer.concat([png.subarray(0, end), length, content, sum, png.subarray(end)])
}
