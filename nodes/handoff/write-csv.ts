import { type HandoffFilm, type HandoffShot, pathOf } from './film.ts'
import { toTimecode } from './timecode.ts'

const columns = [
  'Number',
  'Name',
  'In',
  'Out',
  'Seconds',
  'Take',
  'Prompt',
  'Provider',
  'Model',
  'Seed',
  'Cost (USD)',
  'File',
] as const

/** A shot list for spreadsheets: in UTF-8 with the mark that Excel needs to see it. */
export function writeShotList(film: HandoffFilm): string {
  const rows = film.shots.map((shot) => row(shot, film))
  return `\uFEFF${[columns, ...rows].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')}`
}

function row(shot: HandoffShot, { fps }: HandoffFilm): (string | number | undefined)[] {
  const { laid, clip } = shot
  const seconds = (laid.frames * fps.den) / fps.num
  return [
    shot.number,
    shot.name,
    toTimecode(laid.start, fps),
    toTimecode(laid.start + laid.frames, fps),
    Number(seconds.toFixed(3)),
    shot.take,
    shot.prompt ?? '',
    shot.provider ?? '',
    shot.model ?? '',
    shot.seed,
    shot.cost,
    clip ? pathOf(clip) : '',
  ]
}

/** A prompt that begins like a formula must stay words, also in the spreadsheet of somebody else. */
function cell(value: string | number | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const safe = /^[\s]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(value) ? `'${value}` : value
  return /[",;\r\n\t']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
