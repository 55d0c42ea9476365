import { FolderInput, FolderOpen } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Media } from '../../../nodes/media.ts'
import { useStore } from '../../store/index.ts'
import { Button } from '../../ui/Button.tsx'
import { ProgressBar } from '../../ui/ProgressBar.tsx'
import { act } from '../act.ts'
import { MediaTile } from '../left/MediaTile.tsx'
import { PAGE } from '../../store/library-pages.ts'
import { useLibrary } from '../left/use-library.ts'
import { askFor } from './ask-files.ts'
import { kindFor } from './batch-plan.ts'
import type { WayProps } from './BatchDialog.tsx'

/** Pictures of the library and of the computer; those of the computer are imported first. */
export function PicturesWay({ node, draft, onChange }: WayProps) {
  const { t } = useTranslation(['dialogs', 'panels'])
  const { items, total } = useLibrary('pick')
  const kind = kindFor(node)
  const { pictures } = draft
  const [refused, setRefused] = useState(0)
  const bring = async (what: 'pictures' | 'folder') => {
    const imported = await act().importFiles(await askFor(what))
    const fitting = imported.filter((media): media is Media => media?.kind === kind)
    setRefused(imported.length - fitting.length)
    onChange({ pictures: [...new Map([...pictures, ...fitting].map((one) => [one.id, one])).values()] })
  }
  const toggle = (media: Media) =>
    onChange({
      pictures: pictures.some(({ id }) => id === media.id)
        ? pictures.filter(({ id }) => id !== media.id)
        : [...pictures, media],
    })
  const fitting = items.filter((media) => media.kind === kind && !media.missing)
  return (
    <div className="flex flex-col gap-3">
      <p className="text-12 text-text-3">{t('batch.picturesHint')}</p>
      <div className="flex flex-wrap items-center gap-2">
        <Button icon={<FolderInput />} onClick={() => void bring('pictures')}>
          {t('batch.choose')}
        </Button>
        <Button icon={<FolderOpen />} onClick={() => void bring('folder')}>
          {t('batch.chooseFolder')}
        </Button>
        <span className="tabular text-12 text-text-2">{t('batch.chosen', { count: pictures.length })}</span>
        {pictures.length > 0 && (
          <Button size="compact" look="quiet" onClick={() => onChange({ pictures: [] })}>
            {t('batch.clear')}
          </Button>
        )}
      </div>
      <Importing />
      {refused > 0 && <p className="text-12 text-warn">{t('batch.refused', { count: refused })}</p>}
      {fitting.length === 0 ? (
        <p className="text-text-2">{t('batch.noPictures')}</p>
      ) : (
        <Choice items={fitting} pictures={pictures} onToggle={toggle} />
      )}
      {items.length < total && (
        <Button
          size="compact"
          className="self-center"
          onClick={() => void act().lookAtLibrary('pick', 0, items.length + PAGE)}
        >
          {t('panels:more')}
        </Button>
      )}
    </div>
  )
}

function Importing() {
  const { t } = useTranslation('dialogs')
  const imports = useStore((state) => state.imports)
  const done = imports.filter(({ state }) => state !== 'running').length
  if (done === imports.length) return null
  const words = t('batch.importing', { done, total: imports.length })
  return (
    <div className="flex items-center gap-3">
      <ProgressBar label={words} value={done / imports.length} />
      <span className="tabular shrink-0 text-12 text-text-2">{words}</span>
    </div>
  )
}

interface ChoiceProps {
  readonly items: readonly Media[]
  readonly pictures: readonly Media[]
  readonly onToggle: (media: Media) => void
}

/** The number on a tile is its place in the list. */
function Choice({ items, pictures, onToggle }: ChoiceProps) {
  const { t } = useTranslation('dialogs')
  return (
    <div
      role="group"
      aria-label={t('batch.picturesOf')}
      className="grid grid-cols-[repeat(auto-fill,minmax(88px,1fr))] gap-1.5 p-0.5"
    >
      {items.map((media) => {
        const place = pictures.findIndex(({ id }) => id === media.id)
        return (
          <div key={media.id} className="relative aspect-[4/5]">
            <MediaTile media={media} selected={place !== -1} onSelect={onToggle} onOpen={onToggle} />
            {place !== -1 && (
              <span className="tabular pointer-events-none absolute top-1 left-1 min-w-5 rounded-4 bg-accent-fill px-1 text-center text-11 font-medium text-on-accent">
                {place + 1}
              </span>
            )}
          </div>
        )
      })}
    </div>
  )
}
