import type { Generation } from '../../nodes/media.ts'
import type { Db } from './db.ts'

/** How a media was made, and by which paid job where there was one. */
export interface StoredGeneration extends Generation {
  readonly mediaId: string
  readonly jobId?: string | undefined
}

export type GenerationRow = ReturnType<typeof toRow>

export function generationsTable(db: Db) {
  const insert = db.prepare<GenerationRow>(`
    INSERT INTO generations (media_id, provider, model, prompt, generation_params, job_id, status, started_at,
      completed_at, cost)
    VALUES (@media_id, @provider, @model, @prompt, @generation_params, @job_id, @status, @started_at,
      @completed_at, @cost)
    ON CONFLICT (media_id) DO NOTHING
  `)
  return {
    /** The first account of how these bytes came to be stays. */
    add: (generation: StoredGeneration) => void insert.run(toRow(generation)),
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
  }
}
