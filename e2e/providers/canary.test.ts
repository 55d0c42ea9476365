import { chmod, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { locateEngine } from '../../media/ffmpeg/locate.ts'
import type { FakeReply } from '../fakes/vendor.ts'
import { dresses, echoing, places } from './echo.ts'
import { openLab, type Lab } from './lab.ts'
import { profiles } from './profiles.ts'

const CANARY = 'sk-cAnAry+7Qz/9Kw=f3Bv~xY24LmNp81'
const VARIABLE = 'RUNWAYML_API_SECRET'
const runway = profiles.find(({ name }) => name === 'Runway')!
const prompts = [
  'create-key',
  'create-credit',
  'create-settings',
  'create-content',
  'create-busy-always',
  'create-500',
  'create-502-page',
  'create-bad-json',
  'poll-500-then-ok',
  'poll-content',
  'poll-fault',
  'poll-missing-forever',
  'download-html-as-video',
  'download-redirect-off-origin',
  'ok',
]

let lab: Lab
let tools: string
let spoil = (reply: FakeReply): FakeReply => reply
const said: string[] = []
const restore: (() => void)[] = []

beforeAll(async () => {
  tools = await watchedTools()
  process.env[VARIABLE] = CANARY
  listen()
  lab = await openLab({ ...runway, vendor: echoing(runway.vendor, (reply) => spoil(reply)) }, { key: CANARY })
  await lab.call('settings.set', { patch: { ffmpegPath: join(tools, 'ffmpeg') } })
})
afterAll(async () => {
  restore.forEach((put) => put())
  delete process.env[VARIABLE]
  await lab.close()
  await rm(tools, { recursive: true, force: true })
})

it('keeps a key out of everything, however a provider repeats it', async () => {
  const answers: string[] = []
  let forms = 0
  for (const [dress, wear] of Object.entries(dresses)) {
    for (const [place, put] of Object.entries(places)) {
      spoil = (reply) => put(reply, wear(CANARY))
      answers.push(...(await live(`${dress}, ${place}`)))
      forms++
    }
  }
  expect(forms).toBe(50)

  const hits = [
    ...findIn('what the window was told', [...answers, ...lab.events.map((event) => JSON.stringify(event))]),
    ...findIn('what was printed', said),
    ...(await findInFolder(lab.folder)),
    ...findIn('a program that was started', [await readFile(join(tools, 'started'), 'latin1')]),
    ...findIn(
      'what reached another host',
      lab.fake.foreignRequests.map((request) => JSON.stringify(request)),
    ),
  ]
  const sent = lab.fake.requests.filter(({ headers }) => headers['authorization'] === `Bearer ${CANARY}`)
  process.stdout.write(
    `\n${forms} ways to repeat a key, ${lab.fake.requests.length} requests, ${answers.length} answers, ` +
      `${lab.events.length} events: ${hits.length} found\n`,
  )
  expect(sent.length).toBeGreaterThan(forms * prompts.length)
  expect(hits).toEqual([])
})

it('would find one', async () => {
  const file = join(lab.folder, 'control')
  for (const wear of Object.values(dresses)) {
    await writeFile(file, `something ${wear(CANARY)} else`)
    expect(await findInFolder(lab.folder)).not.toEqual([])
  }
  await rm(file)
})

/** All that a window asks for while a graph runs in which everything goes wrong. Answers what it was told. */
async function live(name: string): Promise<string[]> {
  const workflowId = await lab.workflow(prompts.map((tag) => `[${tag}] ${name}`))
  const run = await lab.run(workflowId)
  const asked = await Promise.all([
    lab.jobs(),
    lab.call('keys.test', { provider: 'runway' }).catch((error: unknown) => error),
    lab.call('providers.list', {}),
    lab.call('workflows.open', { id: workflowId }),
    lab.call('runs.list', { limit: 200 }),
    lab.call('media.list', { limit: 500, offset: 0 }),
    lab.call('settings.get', {}),
    lab.call('spending.read', {}),
    lab.call('app.info', {}),
  ])
  return [run, ...asked].map((told) =>
    told instanceof Error ? `${told.message} ${JSON.stringify(told)}` : JSON.stringify(told),
  )
}

/** Each dress, and the part of each base64 that the secret alone decides. */
const forms: readonly string[] = [
  ...Object.values(dresses).map((wear) => wear(CANARY)),
  ...[0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), Buffer.from(CANARY)]).toString('base64')
    return text.slice(offset === 0 ? 0 : 4, -4)
  }),
]

function findIn(where: string, texts: readonly string[]): string[] {
  return texts.flatMap((text) => {
    const form = forms.find((form) => text.includes(form))
    if (form === undefined) return []
    const at = text.indexOf(form)
    return [`${where}: …${text.slice(Math.max(0, at - 120), at + form.length + 20)}…`]
  })
}

/** A file may get its last name while all are read: then they are all read again. */
async function findInFolder(folder: string): Promise<string[]> {
  for (;;) {
    const found = await lookThrough(folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (found) return found
  }
}

async function lookThrough(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  const found = files.map(async (file) => {
    const bytes = await readFile(file)
    const wide = bytes.toString('latin1').replaceAll('\0', '')
    return findIn(file.slice(folder.length), [bytes.toString('latin1'), wide])
  })
  return (await Promise.all(found)).flat()
}

/** An ffmpeg and an ffprobe that note how they were started, and with which variables. */
async function watchedTools(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sceneloom-tools-'))
  const engine = await locateEngine()
  for (const name of ['ffmpeg', 'ffprobe'] as const) {
    const file = join(folder, name)
    const notes = `cat /proc/$$/environ /proc/$$/cmdline >> '${join(folder, 'started')}'`
    await writeFile(file, `#!/bin/sh\n${notes}\nexec '${engine[name]}' "$@"\n`)
    await chmod(file, 0o755)
  }
  return folder
}

/** Keeps what is printed and warned of. */
function listen(): void {
  for (const stream of [process.stdout, process.stderr]) {
    const write = stream.write.bind(stream)
    stream.write = ((chunk: string | Uint8Array, ...rest: never[]) => {
      said.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'))
      return write(chunk, ...rest)
    }) as typeof stream.write
    restore.push(() => (stream.write = write))
  }
  const warned = (warning: Error) => said.push(String(warning.stack))
  process.on('warning', warned)
  restore.push(() => process.off('warning', warned))
}
