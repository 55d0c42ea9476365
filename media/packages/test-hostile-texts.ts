import { type Draft, entriesOf, mediaOf, sha256, type ZipEntry, zipOf } from './test-zip.ts'
import type { Case } from './test-hostile.ts'

/** Packages that are whole as zips, and say or hold what none may. */
export function hostileTexts(good: Draft): Case[] {
  return [...texts({ files: entriesOf(good), good }), ...lists(good), ...workflows(good), ...contents(good)]
}

function texts({ files, good }: { files: readonly ZipEntry[]; good: Draft }): Case[] {
  const [, workflow, blob] = files as [ZipEntry, ZipEntry, ZipEntry]
  const instead = (what: string, bytes: Buffer | string): Case => [
    what,
    () => zipOf([{ name: 'manifest.json', bytes: Buffer.from(bytes) }, workflow, blob]),
  ]
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  return [
    instead('an empty manifest', ''),
    instead('half a manifest', '{"format":'),
    instead('a manifest that is a list', '[]'),
    instead('a manifest that is nothing', 'null'),
    instead('a manifest in another alphabet', Buffer.from('{"format":"sceneloom-package"}', 'utf16le')),
    instead('a manifest that is no text', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
    instead(
      'a manifest with a mark before it',
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), files[0]!.bytes]),
    ),
    instead('a hundred thousand lists in each other', deep),
    instead('objects in each other', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`),
    instead('millions of nothings', `[${'0,'.repeat(3_000_000)}0]`),
    instead('a prototype', '{"__proto__":{"format":"sceneloom-package"},"version":1}'),
    instead('another format', '{"format":"zip","version":1}'),
    ['no manifest', () => zipOf([workflow, blob])],
    ['no workflow', () => zipOf([files[0]!, blob])],
    ['no clip', () => zipOf([files[0]!, workflow])],
    [
      'a longer text than any',
      () => zipOf([{ name: 'manifest.json', bytes: Buffer.alloc(70 * 1024 ** 2, ' ') }, workflow, blob]),
    ],
    [
      'a workflow changed behind its list',
      () =>
        zipOf([
          files[0]!,
          { ...workflow, bytes: Buffer.from(workflow.bytes.toString().replace('Rain', 'Lain')) },
          blob,
        ]),
    ],
    [
      'a workflow that nests too deep',
      () =>
        zipOf(
          entriesOf({
            ...good,
            workflow: { ...good.workflow, document: JSON.parse(`${'['.repeat(200)}${']'.repeat(200)}`) },
          }),
        ),
    ],
  ]
}

/** Lists that fit each other less than they say. */
function lists(good: Draft): Case[] {
  const changed = (what: string, manifest: Record<string, unknown>): Case => [
    what,
    () => zipOf(entriesOf({ ...good, manifest: { ...good.manifest, ...manifest } })),
  ]
  const clip = good.blobs[0]!
  const media = mediaOf(sha256(clip), clip.length)
  const totals = good.manifest['totals'] as Record<string, number>
  return [
    changed('a version of tomorrow', { version: 2 }),
    changed('a version beyond counting', { version: 1e9 }),
    changed('a version in words', { version: '1' }),
    changed('no name', { name: '' }),
    changed('a name without end', { name: 'x'.repeat(100_000) }),
    changed('no takes', { takes: 'everything' }),
    changed('no media', { media: [] }),
    changed('media that is nothing', { media: [null] }),
    changed('media twice', { media: [media, media] }),
    changed('media whose id is a path', { media: [{ ...media, id: '../../evil' }] }),
    changed('media whose id is another', { media: [{ ...media, id: 'a'.repeat(64), blob: 'b'.repeat(64) }] }),
    changed('media of another size', { media: [{ ...media, sizeBytes: 1 }] }),
    changed('media of a negative size', { media: [{ ...media, sizeBytes: -1 }] }),
    changed('media of another kind', { media: [{ ...media, kind: 'program' }] }),
    changed('media with a price below nothing', { media: [{ ...media, generation: { cost: -5 } }] }),
    changed('tags of another kind', { media: [{ ...media, tags: [{ kind: 'evil', name: 'x' }] }] }),
    changed('tags that only the app gives', { media: [{ ...media, tags: [{ kind: 'auto', name: 'x' }] }] }),
    changed('a file from beyond any calendar', { media: [{ ...media, createdAt: Number.MAX_SAFE_INTEGER }] }),
    changed('a thousand tags', {
      media: [{ ...media, tags: Array.from({ length: 1_000 }, () => ({ kind: 'tag', name: 'x' })) }],
    }),
    changed('totals that lie', { totals: { ...totals, bytes: 1 } }),
    changed('totals beyond any disk', { totals: { ...totals, bytes: Number.MAX_SAFE_INTEGER } }),
    changed('blobs that are not there', { blobs: [{ sha256: 'c'.repeat(64), size: 1 }] }),
    changed('blobs of another size', { blobs: [{ sha256: media.id, size: 1 }] }),
    changed('no workflows', { workflows: [] }),
    changed('workflows by path', { workflows: [{ file: '../workflow.json', sha256: media.id, size: 1 }] }),
    changed('the manifest as a workflow', {
      workflows: [{ file: 'manifest.json', sha256: media.id, size: 1 }],
    }),
    changed('a time that is none', { madeAt: 'yesterday' }),
  ]
}

function workflows(good: Draft): Case[] {
  const changed = (what: string, workflow: Record<string, unknown>): Case => [
    what,
    () => zipOf(entriesOf({ ...good, workflow: { ...good.workflow, ...workflow } })),
  ]
  const document = good.workflow['document'] as Record<string, unknown>
  const [node] = document['nodes'] as [Record<string, unknown>]
  const [take] = good.workflow['takes'] as [Record<string, unknown>]
  return [
    changed('an id that is a path', { id: '../../evil' }),
    changed('no id', { id: '' }),
    changed('a status of its own', { status: 'running' }),
    changed('no document', { document: undefined }),
    changed('a document of tomorrow', { document: { ...document, version: 99 } }),
    changed('a document of another app', { document: { nodes: [], edges: [] } }),
    changed('two nodes with one id', { document: { ...document, nodes: [node, node] } }),
    changed('a node that stands nowhere', {
      document: { ...document, nodes: [{ ...node, position: null }] },
    }),
    changed('more nodes than any', {
      document: { ...document, nodes: Array.from({ length: 10_001 }, (_, n) => ({ ...node, id: `${n}` })) },
    }),
    changed('takes of no node', { takes: [{ ...take, nodeId: '' }] }),
    changed('takes of no media', { takes: [{ ...take, mediaId: 'evil' }] }),
    changed('a take numbered zero', { takes: [{ ...take, number: 0 }] }),
    changed('a take that is an input', { takes: [{ ...take, role: 'input' }] }),
    changed('a signature that is none', { takes: [{ ...take, signature: 'evil' }] }),
    changed('a signature without end', {
      takes: [{ ...take, signature: JSON.stringify('x'.repeat(300_000)) }],
    }),
    changed('a time before time', { takes: [{ ...take, createdAt: -1 }] }),
    changed('times in words', { createdAt: 'now' }),
    changed('a time beyond any calendar', { updatedAt: Number.MAX_SAFE_INTEGER }),
  ]
}

/** Whole packages whose clip is something else. */
function contents(good: Draft): Case[] {
  const files: Readonly<Record<string, Buffer | string>> = {
    'a program': Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(500)]),
    'a page': '<html><script>alert(1)</script></html>',
    'a drawing that runs': '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    'a playlist': '#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n',
    'a list of files': "ffconcat version 1.0\nfile '/etc/passwd'\n",
    'a database': Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(4096)]),
    'another zip': zipOf([{ name: 'x', bytes: Buffer.from('x') }]),
    nothing: '',
    'half a clip': good.blobs[0]!.subarray(0, 900),
    'a picture without a picture': Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(200)]),
    'a sound without sound': 'RIFF\x10\0\0\0WAVEfmt ',
    words: 'just words',
  }
  return Object.entries(files).map(([what, text]) => [
    `${what} that calls itself a clip`,
    () => {
      const bytes = Buffer.from(text as string, 'latin1')
      const totals = { ...(good.manifest['totals'] as object), bytes: bytes.length }
      const media = [mediaOf(sha256(bytes), bytes.length)]
      const [take] = good.workflow['takes'] as [object]
      const workflow = { ...good.workflow, takes: [{ ...take, mediaId: sha256(bytes) }] }
      return zipOf(entriesOf({ manifest: { ...good.manifest, totals, media }, workflow, blobs: [bytes] }))
    },
  ])
}
