import type { Handlers } from '../../nodes/contract/rpc.ts'
import type { Media } from '../../nodes/media.ts'
import type { Events } from '../events.ts'
import type { MediaManager } from '../media-manager.ts'

type MediaHandlers = Pick<Handlers, 'media.get' | 'media.rename' | 'media.favourite'>

export function mediaHandlers(manager: MediaManager, events: Events): MediaHandlers {
  const announce = (media: Media) => {
    events.emit({ type: 'media.changed', media })
    return media
  }
  return {
    'media.get': async ({ ids }) => manager.getMany(ids),
    'media.rename': async ({ id, name }) => announce(manager.rename(id, name)),
    'media.favourite': async ({ id, favourite }) => announce(manager.setFavourite(id, favourite)),
  }
}
