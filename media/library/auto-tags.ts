import type { Generation, Media } from '../../nodes/media.ts'
import type { Tag } from '../../nodes/tags.ts'
import { bare, type Titles } from './titles.ts'

/** What the app marks a file with when it comes in: whether it was made, brought, joined or taken out of another. */
export function tagsOfSource({ sourceType }: Pick<Media, 'sourceType'>): Tag[] {
  return [auto(sourceType)]
}

/** How it was made, and by whom. Work of the app itself has no provider to tell of. */
export function tagsOfGeneration(
  { provider, model, params }: Pick<Generation, 'provider' | 'model' | 'params'>,
  kind: Media['kind'],
  titles: Titles,
): Tag[] {
  if (provider === OURSELVES) return []
  const [providerTitle = provider, modelTitle = bare(model)] = titles.of(provider, model)
  return [modeOf(params, kind), providerTitle, modelTitle].filter((name) => name.trim() !== '').map(auto)
}

/** The workflow that it was made in. */
export function tagOfWorkflow(name: string): Tag | undefined {
  return name.trim() === '' ? undefined : auto(name)
}

const OURSELVES = 'sceneloom'
const LONGEST = 100

function modeOf(params: Generation['params'], kind: Media['kind']): string {
  if (kind === 'image') return 'text-to-image'
  return params['firstFrame'] === undefined ? 'text-to-video' : 'image-to-video'
}

function auto(name: string): Tag {
  return { kind: 'auto', name: name.trim().slice(0, LONGEST).toWellFormed() }
}
