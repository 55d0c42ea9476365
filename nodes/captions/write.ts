import { type Cue, tidyCues, toMilliseconds } from './cue.ts'

/** Every player and editor reads it: numbers, a comma, and the line ends of its time. */
export function writeSrt(cues: readonly Cue[]): string {
  const blocks = tidyCues(cues).map(
    (cue, index) => `${index + 1}\n${timing(cue, ',')}\n${oneBlock(cue.text)}\n\n`,
  )
  return blocks.join('').replaceAll('\n', '\r\n')
}

export function writeVtt(cues: readonly Cue[]): string {
  const blocks = tidyCues(cues).map((cue) => `${timing(cue, '.')}\n${escape(oneBlock(cue.text))}\n`)
  return ['WEBVTT\n', ...blocks].join('\n')
}

function timing({ start, end }: Cue, mark: ',' | '.'): string {
  return `${clock(toMilliseconds(start), mark)} --> ${clock(toMilliseconds(end), mark)}`
}

function clock(milliseconds: number, mark: string): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  const seconds = milliseconds / 1_000
  const fraction = String(milliseconds % 1_000).padStart(3, '0')
  return `${two(seconds / 3_600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}${mark}${fraction}`
}

/** An empty line, or an arrow, would end the cue. */
function oneBlock(text: string): string {
  return text
    .split(/[\r\n\u2028\u2029]+/)
    .map((line) => line.replaceAll('-->', '→').trim())
    .filter((line) => line !== '')
    .join('\n')
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
