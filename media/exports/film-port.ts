import type { Note } from '../../nodes/contract/notes.ts'
import type { ClipFacts } from '../../nodes/cut/facts.ts'
import type { FilmPlan } from '../../nodes/cut/film-plan.ts'
import type { FilmRequest } from '../../nodes/engine/services.ts'
import type { FilmSource } from './source.ts'

/** What exports ask of whoever makes films. */
export interface FilmPort {
  /** What cannot be measured is left out. */
  facts(ids: readonly string[]): Promise<readonly ClipFacts[]>
  plan(request: FilmRequest, options: FilmOptions): Promise<FilmPlan>
  /** Resolves when the film is whole and checked, with what was done. */
  render(job: RenderJob): Promise<{ readonly notes: readonly Note[] }>
}

export interface FilmOptions {
  /** H.264 plays everywhere, whatever the clips are. */
  readonly codec?: 'h264' | undefined
}

export interface RenderJob extends FilmOptions {
  readonly request: FilmRequest
  /** Whose receipt and workflow the film carries; nobody's if absent. */
  readonly carries?: FilmSource | undefined
  readonly hardware: boolean
  /** Absolute path of a file that is not there yet. */
  readonly output: string
  readonly signal: AbortSignal
  onProgress(fraction: number): void
}
