import { X } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Film } from '../store/film.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { Tabs } from '../ui/Tabs.tsx'
import { FilmForm } from './FilmForm.tsx'
import { focusStrip } from './focus-strip.ts'
import { ShotForm } from './ShotForm.tsx'
import { useStrip, type Side } from './strip.ts'

/** Beside the strip: all that can be decided about the selected shot, or about the whole film. */
export function SidePanel({ film, side }: { readonly film: Film; readonly side: Side }) {
  const { t } = useTranslation('stitch')
  const selected = useStrip((state) => state.selected)
  const shot = film.shots[selected]
  return (
    <aside
      // Its fields have keys of their own.
      data-scope="settings"
      data-undo="document"
      aria-label={t('settings')}
      className="w-72 shrink-0 border-l border-line"
      onKeyDown={leave}
    >
      <Tabs
        label={t('side.label')}
        tabs={[
          { id: 'shot', label: t('side.shot') },
          { id: 'film', label: t('side.film') },
        ]}
        value={side}
        onChange={(next) => useStrip.setState({ side: next })}
        end={
          <IconButton
            size="compact"
            label={t('side.hide')}
            icon={<X />}
            onClick={() => useStrip.setState({ side: undefined })}
          />
        }
      >
        <div className="h-full overflow-y-auto">
          {side === 'film' && <FilmForm film={film} />}
          {side === 'shot' && !shot && <p className="p-3 text-text-2">{t('side.noShot')}</p>}
          {side === 'shot' && shot && <ShotForm key={shot.index} film={film} shot={shot} />}
        </div>
      </Tabs>
    </aside>
  )
}

/** Escape leaves a field, and the cutting goes on. What lies over the panel has an Escape of its own. */
function leave({ key, defaultPrevented, target, currentTarget, nativeEvent }: KeyboardEvent): void {
  if (key !== 'Escape' || defaultPrevented || nativeEvent.isComposing) return
  if (target instanceof Node && currentTarget.contains(target)) focusStrip()
}
