import { translate } from '../i18n/index.ts'
import { getStore } from '../store/index.ts'
import { useCurrentPlayer } from './current-player.ts'
import { formatTimecode } from './timecode.ts'

/** A picture that somebody can draw, as large as it is. */
export interface Snap {
  readonly width: number
  readonly height: number
  draw(context: CanvasRenderingContext2D): void
}

/** Keeps the frame in view as a picture in the library, named after where it was taken. */
export async function keepFrame(title: string): Promise<void> {
  const { player } = useCurrentPlayer.getState()
  if (!player) return
  player.stop()
  const snap = player.snap()
  const state = getStore()
  if (!snap) return state.toast({ kind: 'info', text: translate('viewer:snapshot.card') })
  const time = formatTimecode(player.getState().time, player.fps).replaceAll(':', '-')
  const [media] = await state.importFiles([new File([await pngOf(snap)], `${fileName(title)} ${time}.png`)])
  if (!media) return
  state.announce(translate('viewer:snapshot.kept', { name: media.name }))
  state.toast({
    kind: 'success',
    text: translate('viewer:snapshot.kept', { name: media.name }),
    action: {
      label: translate('viewer:snapshot.add'),
      perform: () => getStore().addMediaNodes([media]),
    },
  })
}

function pngOf({ width, height, draw }: Snap): Promise<Blob> {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  draw(canvas.getContext('2d')!)
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture came out'))), 'image/png')
  })
}

/** What no file system objects to. */
function fileName(title: string): string {
  return title.replace(/[\\/:*?"<>|\p{Cc}]+/gu, ' ').trim() || 'Sceneloom'
}
