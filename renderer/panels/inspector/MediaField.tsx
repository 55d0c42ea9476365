import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DocumentNode } from '../../../nodes/graph/document.ts'
import type { Media } from '../../../nodes/media.ts'
import { useStore } from '../../store/index.ts'
import { Button } from '../../ui/Button.tsx'
import { act } from '../act.ts'
import { Poster } from '../left/MediaTile.tsx'
import { MediaPicker } from './MediaPicker.tsx'

interface MediaFieldProps {
  readonly label: string
  readonly node: DocumentNode
  readonly value: string | undefined
}

export function MediaField({ label, node, value }: MediaFieldProps) {
  const { t } = useTranslation('panels')
  const [open, setOpen] = useState(false)
  const media = useStore((state) => (value === undefined ? undefined : state.media[value]))
  const choose = (chosen: Media) => {
    // The port follows the kind, so both belong together.
    act().setParam(node.id, 'kind', chosen.kind)
    act().setParam(node.id, 'mediaId', chosen.id)
    act().view(chosen.id, node.id)
    setOpen(false)
  }
  return (
    <div className="flex flex-col gap-1">
      <span className="text-12 text-text-2">{label}</span>
      <div className="flex items-center gap-2">
        <span className="size-14 shrink-0 overflow-hidden rounded-4 bg-surround">
          {media && <Poster key={media.id} media={media} />}
        </span>
        <div className="flex min-w-0 grow flex-col items-start gap-1">
          <span className="w-full truncate">{media?.name ?? t('inspector.noFile')}</span>
          <Button size="compact" onClick={() => setOpen(true)}>
            {t(media ? 'inspector.changeFile' : 'inspector.chooseFile')}
          </Button>
        </div>
      </div>
      <MediaPicker open={open} onClose={() => setOpen(false)} onPick={choose} />
    </div>
  )
}
