import type { Generation, MediaKind } from '../../nodes/media.ts'
import { tagsOfGeneration } from '../library/auto-tags.ts'
import type { Titles } from '../library/titles.ts'
import type { Db } from './db.ts'
import type { TagsTable } from './tags.ts'

export interface StoredGeneration extends Generation {
  readonly mediaId: string
}

export type GenerationRow = ReturnType<typeof toRow>

interface Around {
  readonly tags: TagsTable
  readonly titles: Titles
}

export function generationsTable(db: Db, { tags, titles }: Around) {
  const insert = db.prepare<GenerationRow>(`
    INSERT INTO generations (media_id, provider, model, prompt, generation_params, job_id, status, started_at,
      completed_at, cost, sent_prompt)
    VALUES (@media_id, @provider, @model, @prompt, @generation_params, @job_id, @status, @started_at,
      @completed_at, @cost, @sent_prompt)
    ON CONFLICT (media_id) DO NOTHING
  `)
  const kindOf = db.prepare<[string], MediaKind>('SELECT kind FROM media WHERE id = ?').pluck()

  return {
    /** The first account of how these bytes came to be stays. */
    add: (generation: StoredGeneration) =>
      db.transaction(() => {
        const { mediaId } = generation
        if (insert.run(toRow(generation)).changes === 0) return
        tags.add([mediaId], tagsOfGeneration(generation, kindOf.get(mediaId)!, titles))
      })(),
  }
}
export type GenerationsTable = ReturnType<typeof generationsTable>

function toRow(generation: StoredGeneration) {
  return {
    media_id: generation.mediaId,
    provider: generation.provider,
    model: generation.model,
    prompt: generation.prompt,
    generation_params: JSON.stringify(generation.params),
    job_id: generation.jobId ?? null,
    status: 'succeeded',
    started_at: generation.startedAt,
    completed_at: generation.completedAt,
    cost: generation.cost,
    sent_prompt: generation.sentPrompt ?? null,
  }
}

export function generationFromRow(row: GenerationRow): Generation {
  return {
    provider: row.provider,
    model: row.model,
    prompt: row.prompt,
    params: JSON.parse(row.generation_params),
    startedAt: row.started_at,
    completedAt: row.completed_at,
    cost: row.cost,
    sentPrompt: row.sent_prompt ?? undefined,
    jobId: row.job_id ?? undefined,
  }
}
