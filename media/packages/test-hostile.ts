import { hostileTexts } from './test-hostile-texts.ts'
import { blobEntry, entriesOf, goodDraft, type ZipEntry, zipOf } from './test-zip.ts'

/** What is wrong with it, and its bytes. */
export type Case = readonly [what: string, make: () => Buffer]

/** Packages that somebody made to do harm, or that were harmed on their way. `clip` is the file of a good one. */
export function hostilePackages(clip: Buffer): Case[] {
  const good = goodDraft(clip)
  const files = entriesOf(good)
  const [manifest, workflow, blob] = files as [ZipEntry, ZipEntry, ZipEntry]
  const spoiled = (what: string, change: Partial<ZipEntry>): Case => [
    what,
    () => zipOf([manifest, workflow, { ...blob, ...change }]),
  ]
  const extra = (what: string, entry: ZipEntry): Case => [what, () => zipOf([...files, entry])]
  return [
    ...names(files),
    ...truncations(zipOf(files)),
    ...flips(zipOf(files), clip),
    ...headers({ spoiled, extra, blob }),
    ...additions({ spoiled, extra, blob }),
    ...structures(files),
    ...hostileTexts(good),
  ]
}

const evilNames = [
  '../evil',
  '../../evil',
  'blobs/../../evil',
  '/etc/evil',
  '//server/share/evil',
  'C:\\evil',
  'C:/evil',
  'c:evil',
  '\\\\server\\evil',
  '..\\evil',
  'blobs\\ab\\evil',
  './manifest.json',
  'manifest.json/',
  'manifest.json\0',
  'manifest.json\0.png',
  'Manifest.json',
  'MANIFEST.JSON',
  'manifest.JSON',
  'workflow.Json',
  'workflows/',
  'workflows/0.json',
  'workflows/01.json',
  'workflows/1.json/',
  'workflows/1000.json',
  'workflows/../manifest.json',
  'workflows/1.json.exe',
  'blobs/',
  'blobs/ab',
  'blobs/ab/',
  `blobs/ab/${'a'.repeat(63)}`,
  `blobs/ab/${'a'.repeat(65)}`,
  `blobs/ab/${'A'.repeat(64)}`,
  `blobs/ff/${'a'.repeat(64)}`,
  `blobs/aa/${'a'.repeat(64)}.mp4`,
  `blobs/AA/${'a'.repeat(64)}`,
  'library.db',
  'media.db',
  'temp/evil',
  'objects/evil',
  '.hidden',
  '~/.bashrc',
  'con',
  'nul.json',
  '',
  ' manifest.json',
  'manifest.json ',
  'mаnifest.json',
  'manifest\u202ejson',
  '\ufeffmanifest.json',
  'a'.repeat(60_000),
  'blobs/%2e%2e/evil',
  'file:///etc/passwd',
  'http://127.0.0.1/evil',
  '-rf',
  '$(evil)',
  '`evil`',
  'evil\n',
  'evil\r\n',
  '\u001b[2J',
]

function names(files: readonly ZipEntry[]): Case[] {
  const bytes = Buffer.from('evil')
  return evilNames.map((name) => [
    `a file called ${JSON.stringify(name.slice(0, 40))}`,
    () => zipOf([...files, { name, bytes }]),
  ])
}

function truncations(bytes: Buffer): Case[] {
  const points = [
    0,
    1,
    4,
    21,
    22,
    30,
    64,
    ...Array.from({ length: 30 }, (_, n) => Math.floor((bytes.length * (n + 1)) / 31)),
    bytes.length - 22,
    bytes.length - 1,
  ]
  return points.map((length) => [`cut off after ${length} bytes`, () => bytes.subarray(0, length)])
}

/** One bit anywhere in what is checked: the texts, the clip, their names and their checksums. */
function flips(bytes: Buffer, clip: Buffer): Case[] {
  const start = bytes.indexOf(clip)
  const places = [
    ...Array.from({ length: 12 }, (_, n) => 45 + n * 60),
    ...Array.from({ length: 12 }, (_, n) => start + Math.floor((clip.length * n) / 12)),
    ...[14, 18, 22, 26, 30].map((field) => start - 103 + field),
  ]
  return places.map((place) => [
    `a bit turned at ${place}`,
    () => {
      const spoiled = Buffer.from(bytes)
      spoiled[place]! ^= 0x10
      return spoiled
    },
  ])
}

interface Makers {
  spoiled(what: string, change: Partial<ZipEntry>): Case
  extra(what: string, entry: ZipEntry): Case
  readonly blob: ZipEntry
}

function headers({ spoiled, blob }: Makers): Case[] {
  const size = blob.bytes.length
  const unixModes = {
    link: 0o120777,
    folder: 0o040755,
    pipe: 0o010644,
    socket: 0o140644,
    disk: 0o060644,
    terminal: 0o020644,
  }
  const field = (id: number, length: number) => {
    const bytes = Buffer.alloc(4 + length)
    bytes.writeUInt16LE(id, 0)
    bytes.writeUInt16LE(length, 2)
    return bytes
  }
  return [
    ...[1, 6, 8, 9, 12, 14, 93, 95, 98, 99, 0xffff].map((method) =>
      spoiled(`squeezed by method ${method}`, { method }),
    ),
    ...[0x1, 0x41, 0x20, 0x2000, 0x2001, 0x4000, 0x8].map((flags) =>
      spoiled(`flags ${flags.toString(16)}`, { flags: flags | 0x800 }),
    ),
    ...Object.entries(unixModes).map(([what, mode]) =>
      spoiled(`it is a ${what}`, { attributes: mode << 16 }),
    ),
    spoiled('it is a folder of DOS', { attributes: 0x10 }),
    spoiled('a wrong checksum', { crc: 1 }),
    spoiled('a longer name before it than in the list', { localName: `${String(blob.name)}x` }),
    spoiled('another name before it', { localName: '../../../evil'.padEnd(73, 'x') }),
    ...[0, 1, size - 1, size + 1, size * 1000, 0x7fffffff, 0xfffffffe, 0xffffffff].flatMap((lie) => [
      spoiled(`listed as ${lie} bytes`, { listed: { packed: lie, unpacked: lie } }),
      spoiled(`listed as ${lie} bytes when unpacked`, { listed: { unpacked: lie } }),
      spoiled(`called ${lie} bytes before it`, { local: { packed: lie, unpacked: lie } }),
    ]),
    ...[0x7075, 0x5455, 0x9901, 0x0001, 0x000a, 0xffff].map((id) =>
      spoiled(`extra field ${id.toString(16)}`, { extra: field(id, 8) }),
    ),
    spoiled('an extra field that ends behind the list', { extra: Buffer.from([1, 0, 255, 255]) }),
    spoiled('an extra field before it', { localExtra: field(0x7075, 60) }),
    spoiled('a remark', { comment: 'PK\x05\x06' }),
    spoiled('a place of its own beyond the end', { offset: 0xfffffff0 }),
    spoiled('a place in the middle of another', { offset: 10 }),
    spoiled('a size beyond any number', {
      listed: { packed: 0xffffffff, unpacked: 0xffffffff },
      extra: largeField(2n ** 63n),
    }),
    spoiled('a size in 64 bits that is not there', {
      listed: { packed: 0xffffffff, unpacked: 0xffffffff },
      extra: largeField(1n << 40n),
    }),
  ]
}

function additions({ extra, blob }: Makers): Case[] {
  return [
    extra('the same file twice', blob),
    extra('the manifest twice', { name: 'manifest.json', bytes: Buffer.from('{}') }),
    extra('a file that is not listed', blobEntry(Buffer.from('x'))),
    extra('another file under the same bytes', {
      ...blobEntry(Buffer.from('y')),
      offset: 0,
      onlyListed: true,
    }),
    extra('an empty file that is not listed', blobEntry(Buffer.alloc(0))),
  ]
}

function largeField(size: bigint): Buffer {
  const bytes = Buffer.alloc(20)
  bytes.writeUInt16LE(1, 0)
  bytes.writeUInt16LE(16, 2)
  bytes.writeBigUInt64LE(size, 4)
  bytes.writeBigUInt64LE(size, 12)
  return bytes
}

function structures(files: readonly ZipEntry[]): Case[] {
  const bomb: ZipEntry = { name: 'workflows/2.json', bytes: Buffer.alloc(50_000_000), method: 8 }
  const overlapping = Array.from({ length: 500 }, (_, n): ZipEntry => ({
    ...blobEntry(Buffer.from(String(n))),
    offset: 0,
    onlyListed: true,
  }))
  return [
    ['something before it', () => zipOf(files, { before: Buffer.from('#!/bin/sh\n') })],
    ['something between its files and their list', () => zipOf(files, { between: Buffer.alloc(100) })],
    ['something behind it', () => zipOf(files, { after: Buffer.from('x') })],
    ['a remark at its end', () => zipOf(files, { comment: Buffer.from('hello') })],
    ['a second end in a remark', () => zipOf(files, { comment: zipOf(files).subarray(-22) })],
    ['another package behind it', () => Buffer.concat([zipOf(files), zipOf(files)])],
    ['a package inside a package', () => zipOf([{ name: 'manifest.json', bytes: zipOf(files) }])],
    ['no files at all', () => zipOf([])],
    ['the same list for every file', () => zipOf([...files, ...overlapping])],
    ['a bomb', () => zipOf([...files, bomb])],
    [
      'a bomb instead of the workflow',
      () => zipOf([files[0]!, { ...files[1]!, bytes: Buffer.alloc(100_000_000, ' '), method: 8 }]),
    ],
    ['one file less than it counts', () => zipOf(files, { entries: files.length + 1 })],
    ['one file more than it counts', () => zipOf(files, { entries: files.length - 1 })],
    ['sixty thousand files that are not there', () => zipOf(files, { entries: 65_000 })],
    ['a list that begins elsewhere', () => zipOf(files, { listOffset: 0 })],
    ['a list that begins behind the end', () => zipOf(files, { listOffset: 0xfffffff0 })],
    ['several disks', () => zipOf(files, { disk: 1 })],
    ['in 64 bits: files beyond counting', () => zipOf(files, { large: { entries: 2n ** 53n } })],
    ['in 64 bits: as many as a number can hold', () => zipOf(files, { large: { entries: 2n ** 64n - 1n } })],
    ['in 64 bits: a list beyond the end', () => zipOf(files, { large: { offset: 2n ** 40n } })],
    ['in 64 bits: an end beyond the end', () => zipOf(files, { large: { at: 2n ** 50n } })],
    ['in 64 bits: several disks', () => zipOf(files, { large: { disk: 7 } })],
    ['thirty thousand empty files', () => zipOf([...files, ...many(30_000)])],
    ['not a zip', () => Buffer.from('hello'.repeat(100))],
    ['a picture', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['an end and nothing else', () => zipOf(files).subarray(-22)],
  ]
}

function many(count: number): ZipEntry[] {
  return Array.from({ length: count }, (_, n) => ({
    name: `workflows/${(n % 999) + 1}.json`,
    bytes: Buffer.alloc(0),
  }))
}
