import type { Engine } from '../ffmpeg/engine.ts'
import { createAnimatic } from './animatic/animatic.ts'
import type { Provider } from './provider.ts'

/** The providers, in menu order. Adding one here is all it takes to offer its models. */
export function createProviders(parts: { engine: () => Promise<Engine> }): readonly Provider[] {
  return [createAnimatic(parts)]
}
