import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { openCore } from '../../media/core.ts'
import { closeDatabase, openDatabase } from '../../media/db/open.ts'
import { createTables, type Tables } from '../../media/db/tables.ts'
import type { StoredMedia } from '../../media/db/media.ts'
import { emptyDocument } from '../../nodes/graph/document.ts'

const REAL_FILES = 300
const WORKFLOWS = 300
const START = 1_780_000_000_000

/** The same numbers in every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const places =
  '雨夜 街道 长安 医院 天台 海边 老宅 地铁 咖啡馆 办公室 雪山 码头 花园 教室 车站 宫殿 竹林 酒吧 屋顶 厨房'.split(
    ' ',
  )
const people = '女孩 老人 总裁 将军 医生 记者 母亲 少年 侦探 公主 林小雨 陈默 沈星辰 顾北城 苏晚'.split(' ')
const deeds =
  '慢慢走过 突然回头 撑着红伞 低声哭泣 推开大门 紧握双手 望向远方 转身离开 举杯微笑 跪在雨中'.split(' ')
const looks = '电影感 竖屏 霓虹灯 逆光 浅景深 手持镜头 缓缓推近 冷色调 胶片颗粒 特写'.split(' ')
const words =
  'rainy street lantern harbour night girl detective letter mother storm neon window slow push close portrait golden hour silhouette umbrella train palace garden rooftop kitchen shadow mirror bridge market'.split(
    ' ',
  )
const models = [
  ['animatic', 'storyboard'],
  ['fal', 'kling-v2.1-master'],
  ['kling', 'kling-v2-5-turbo'],
  ['google', 'veo-3.1'],
  ['minimax', 'hailuo-02'],
  ['runway', 'gen4-turbo'],
  ['luma', 'ray-2'],
  ['seedance', 'seedance-1-pro'],
] as const
const sizes = [
  [1080, 1920, '9:16'],
  [720, 1280, '9:16'],
  [1920, 1080, '16:9'],
  [1024, 1024, '1:1'],
] as const

/** A library with so many media, kept for the next run. Some hundred of them have a real small file. */
export async function bigLibrary(folder: string, count: number): Promise<string> {
  const home = join(folder, `library-${count}-v3`)
  const ready = join(home, 'ready')
  if (existsSync(ready)) return home
  console.log(`making a library of ${count} media in ${home} …`)
  rmSync(home, { recursive: true, force: true })
  const core = await openCore({ dataFolder: home, version: 'bench' })
  for (const file of realFiles(join(folder, 'small-files'))) await core.importFile(file)
  await core.close()
  const db = openDatabase(home)
  const tables = createTables(db)
  fill(tables, count)
  tables.search.beRight()
  closeDatabase(db)
  writeFileSync(ready, '')
  return home
}

function realFiles(folder: string): string[] {
  if (!existsSync(folder)) {
    mkdirSync(folder, { recursive: true })
    const pictures = ['-f', 'lavfi', '-i', 'testsrc=size=90x160:rate=25', '-frames:v', String(REAL_FILES)]
    execFileSync('ffmpeg', ['-v', 'error', ...pictures, join(folder, 'picture-%04d.png')])
  }
  return readdirSync(folder).map((name) => join(folder, name))
}

function fill(tables: Tables, count: number): void {
  const random = numbers(7)
  for (let n = 0; n < WORKFLOWS; n++)
    addWorkflow(tables, n, `${pick(people, random)}的${pick(places, random)} ${n}`)
  const collection = tables.collections.create('Best of', START)
  for (let from = 0; from < count; from += 1_000) {
    tables.together(() => {
      for (let n = from; n < Math.min(count, from + 1_000); n++) {
        const media = someMedia(n, random)
        tables.media.put(media)
        if (media.generation) tables.generations.add({ ...media.generation, mediaId: media.id })
        if (random(10) < 6) addTake(tables, { n, media, workflow: random(WORKFLOWS) })
        if (random(10) < 2) tables.tags.add([media.id], [{ kind: 'character', name: pick(people, random) }])
        if (random(50) === 0) tables.collections.change(collection, { add: [media.id], remove: [] })
      }
    })
  }
}

function someMedia(n: number, random: (below: number) => number): StoredMedia {
  const id = createHash('sha256').update(`bench ${n}`).digest('hex')
  const [width, height, aspectRatio] = pick(sizes, random)
  const kind = (['video', 'video', 'video', 'image', 'image', 'audio'] as const)[random(6)]!
  const generated = random(10) < 7
  const [provider, model] = pick(models, random)
  const prompt =
    random(2) === 0
      ? Array.from({ length: 12 }, () => pick(words, random)).join(' ')
      : `${pick(places, random)}，${pick(people, random)}${pick(deeds, random)}，${pick(places, random)}里的${pick(people, random)}${pick(deeds, random)}，${pick(looks, random)}，${pick(looks, random)}`
  return {
    id,
    kind,
    name:
      random(2) === 0 ? `${pick(places, random)} ${n}` : `${pick(words, random)}_${pick(words, random)}_${n}`,
    filePath: `objects/${id.slice(0, 2)}/${id}.mp4`,
    sizeBytes: 10_000 + random(50_000_000),
    ...(kind !== 'image' && { durationSeconds: 1 + random(200) / 10 }),
    ...(kind !== 'audio' && { width, height, aspectRatio }),
    hasAudio: kind === 'audio',
    sourceType: generated
      ? 'generated'
      : (['uploaded', 'uploaded', 'stitched', 'extracted'] as const)[random(4)]!,
    createdAt: START + n * 60_000 + random(1_000_000),
    favourite: random(20) === 0,
    ...(random(33) === 0 && { trashedAt: START }),
    metadata: {
      format: 'mov,mp4',
      streams: Array.from({ length: 4 }, () => ({ index: random(9), note: 'x'.repeat(120) })),
    },
    ...(generated && {
      generation: {
        provider,
        model,
        prompt,
        params: { seed: n, aspect: aspectRatio },
        startedAt: START,
        completedAt: START + 1,
        cost: random(200) / 100,
      },
    }),
  }
}

function addWorkflow(tables: Tables, n: number, name: string): void {
  tables.workflows.add({
    id: `workflow-${n}`,
    name,
    description: '',
    status: 'draft',
    definition: emptyDocument(),
    rev: 1,
    createdAt: START,
    updatedAt: START + n,
  })
}

function addTake(
  tables: Tables,
  { n, media, workflow }: { n: number; media: StoredMedia; workflow: number },
): void {
  tables.workflowMedia.add({
    workflowId: `workflow-${workflow}`,
    mediaId: media.id,
    nodeId: `node-${n % 40}`,
    nodeType: 'text-to-video',
    role: 'output',
    take: n,
    variation: 0,
    signature: `signature ${n}`,
    createdAt: media.createdAt,
    activatedAt: media.createdAt,
  })
}

function pick<T>(values: readonly T[], random: (below: number) => number): T {
  return values[random(values.length)]!
}
