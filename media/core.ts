import type { CoreEvent } from '../nodes/contract/events.ts'
import type { Handlers } from '../nodes/contract/rpc.ts'
import type { Media } from '../nodes/media.ts'

export interface CoreConfig {
  readonly dataFolder: string
  readonly version: string
}

export interface ImportOptions {
  readonly name?: string
  readonly signal?: AbortSignal
  readonly onProgress?: (fraction: number) => void
}

export interface Imported {
  readonly media: Media
  /** The library already had these bytes: nothing was stored. */
  readonly existed: boolean
}

export interface Core {
  readonly handlers: Handlers
  onEvent(listener: (event: CoreEvent) => void): () => void
  /** The file behind a media id, as the shells serve it. */
  fileOf(
    id: string,
    rendition: 'original' | 'poster',
  ): Promise<{ readonly path: string; readonly contentType: string } | undefined>
  importFile(path: string, options?: ImportOptions): Promise<Imported>
  /** Streams to a temporary file first, for shells that have no path. */
  uploadFile(name: string, body: AsyncIterable<Uint8Array>, signal?: AbortSignal): Promise<Imported>
  close(): Promise<void>
}
