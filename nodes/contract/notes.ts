import { z } from 'zod'
import { type ReasonCode, reasonTable } from '../cut/reasons.ts'
import { type SummaryCode, summaryTable } from '../cut/summary.ts'
import { fillIn } from '../errors.ts'

/** What is said of finished work in passing, beside the reasons and sums of a plan. */
export const noteTable = {
  film_size: '{size}, {fps} fps',
  more_reasons: 'And {count} more',
  workflow_too_large: 'The workflow is too large to be carried in the film',
  preview_is_cut: 'The preview shows the first {seconds} s',

  // What lists of cuts have no words for.
  lost_fades: 'Other editors will not know the fades of single shots',
  lost_blur: 'Other editors will not know the blurred backgrounds',
  lost_looks: 'Other editors will not know the look of wipes and of fades through a colour',
  lost_volumes: 'Only FCPXML knows the volumes of shots',
  lost_music: 'The EDL does not know the music',

  // What could not be taken over from such a list.
  tracks_left_out: 'Films here have one picture track: {count} more were left out',
  gap_closed: 'A gap of {seconds} s was closed: films here have none',
  part_unknown: '“{name}” does not say which part of its clip is shown, so it was left out',
  sequence_left_out: '“{name}” is a sequence of its own and was left out',
  rate_guessed: 'The list does not say its frame rate: it was read as {rate} frames a second',
  clip_unknown: '“{name}” is not among the connected clips, so its shot was left out',
} as const satisfies Record<string, string>

type NoteCode = keyof typeof noteTable | ReasonCode | SummaryCode

/** Plain data; the window translates by code and falls back to `text`, which has no full stop. */
export const Note = z.object({
  code: z.enum(Object.keys({ ...noteTable, ...reasonTable, ...summaryTable }) as [NoteCode, ...NoteCode[]]),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string(),
})
export type Note = Readonly<z.infer<typeof Note>>

export function note(code: keyof typeof noteTable, values: Note['values'] = {}): Note {
  return { code, values, text: fillIn(noteTable[code], values) }
}

/** In English, for the command line and for whoever reads the records of runs. */
export function sentencesOf(notes: readonly Pick<Note, 'text'>[]): string {
  return notes.map(({ text }) => `${text}.`).join(' ')
}
