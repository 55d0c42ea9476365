import { z } from 'zod'
import type { MediaValue } from '../media.ts'
import { aspects, cameraMoves, resolutions } from '../models.ts'
import { generationParams, secondsParam } from '../types/generation-params.ts'

export const MOST_ITEMS = 500

/** One entry of a list: what differs from the nodes it is made for. What is absent stays as it is there. */
export interface Item {
  readonly prompt?: string
  readonly title?: string
  /** For a Media node. */
  readonly media?: MediaValue
  /** By the name of the param; each node takes those it has. */
  readonly params?: Readonly<Record<string, unknown>>
}

/** What a column of a table may hold. Header names are compared without regard to case. */
export interface Column {
  readonly name: string
  readonly others: readonly string[]
  /** What a cell must be, for the sentence about one that is not. */
  readonly expects: string
  /** Undefined: the cell is something else. */
  read(cell: string): unknown
}

const words = (cell: string) => cell
const checked =
  (schema: z.ZodType, prepare: (cell: string) => unknown = words) =>
  (cell: string) =>
    schema.safeParse(prepare(cell)).data

/** "5", "5 s" and "2,5" are what people write into tables. */
const number = (cell: string) => Number(cell.replace(/\s*(s|sec|秒)$/i, '').replace(',', '.'))
const switched = (cell: string) =>
  /^(yes|true|on|1|是|有)$/i.test(cell) ? true : /^(no|false|off|0|否|无)$/i.test(cell) ? false : undefined

export const columns: readonly Column[] = [
  { name: 'prompt', others: ['text', '提示词', '文字'], expects: 'words', read: words },
  { name: 'title', others: ['name', '标题', '名称'], expects: 'words', read: words },
  {
    name: 'seconds',
    others: ['length', 'duration', '时长'],
    expects: 'a length from 1 to 30 seconds',
    read: checked(secondsParam, number),
  },
  {
    name: 'aspect',
    others: ['ratio', '画幅'],
    expects: `one of ${aspects.join(', ')}`,
    read: checked(z.enum(aspects), (cell) => cell.replaceAll('：', ':')),
  },
  {
    name: 'seed',
    others: ['种子'],
    expects: 'a whole number',
    read: checked(generationParams.seed, number),
  },
  { name: 'model', others: ['模型'], expects: 'a model', read: words },
  {
    name: 'camera',
    others: ['运镜'],
    expects: `one of ${cameraMoves.join(', ')}`,
    read: checked(z.enum(cameraMoves)),
  },
  {
    name: 'resolution',
    others: ['清晰度'],
    expects: `one of ${resolutions.join(', ')}`,
    read: checked(z.enum(resolutions)),
  },
  { name: 'sound', others: ['声音'], expects: 'yes or no', read: switched },
  {
    name: 'instructions',
    others: ['补充说明'],
    expects: 'at most 500 characters',
    read: checked(generationParams.instructions),
  },
  {
    name: 'shot',
    others: ['镜头号', '镜头'],
    expects: 'a whole number up to 9999',
    read: checked(z.int().min(0).max(9_999), number),
  },
]
