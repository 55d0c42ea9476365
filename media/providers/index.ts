import type { Engine } from '../ffmpeg/engine.ts'
import { createAnimatic } from './animatic/animatic.ts'
import { comfyui } from './comfyui/comfyui.ts'
import { custom } from './custom/custom.ts'
import { fal } from './fal/fal.ts'
import { google } from './google/google.ts'
import { kling } from './kling/kling.ts'
import { luma } from './luma/luma.ts'
import { minimax } from './minimax/minimax.ts'
import { piapi } from './piapi/piapi.ts'
import type { Provider } from './provider.ts'
import { replicate } from './replicate/replicate.ts'
import { googleVeo, openaiSora } from './retired.ts'
import { runway } from './runway/runway.ts'
import { seedance } from './seedance/seedance.ts'

/** The providers, in menu order. Adding one here is all it takes to offer its models. */
export function createProviders(parts: { engine: () => Promise<Engine> }): readonly Provider[] {
  return [
    createAnimatic(parts),
    fal,
    runway,
    google,
    minimax,
    seedance,
    kling,
    luma,
    replicate,
    piapi,
    comfyui,
    custom,
    openaiSora,
    googleVeo,
  ]
}

/** The environment variables that may hold each provider's key. */
export function keyVariables(providers: readonly Provider[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(
    providers.flatMap((provider) =>
      provider.kind === 'remote' ? [[provider.id, provider.access.variables] as const] : [],
    ),
  )
}
