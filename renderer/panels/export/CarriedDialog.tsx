import { useTranslation } from 'react-i18next'
import { posterUrl } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { restoreFilm } from '../../viewer/restore-film.ts'
import { act } from '../act.ts'
import { useCarried } from './carried.ts'

/** A film was dropped that knows how it was made: its whole workflow, or only the film. */
export function CarriedDialog() {
  const { t } = useTranslation('exports')
  const asked = useCarried((state) => state.asked)
  const close = () => useCarried.setState({ asked: undefined })
  const addOnly = () => {
    close()
    asked?.addOnly()
  }
  const open = () => {
    close()
    if (asked) restoreFilm(asked.media.id).catch(act().toastError)
  }
  return (
    <Dialog open={asked !== undefined} onClose={addOnly} title={t('carried.title')} width="small">
      {asked && (
        <div className="flex flex-col gap-4 p-4">
          <div className="flex gap-3">
            <img
              src={posterUrl(asked.media.id)}
              alt=""
              className="h-24 max-w-24 shrink-0 rounded-4 bg-surround object-contain"
              onError={({ currentTarget }) => currentTarget.remove()}
            />
            <div className="flex min-w-0 flex-col gap-1.5">
              <p className="break-words">
                {t('carried.text', {
                  name: asked.receipt.workflow,
                  shots: t('carried.shots', { count: asked.receipt.shots.length }),
                })}
              </p>
              <p className="text-12 text-text-2">{t('carried.more')}</p>
            </div>
          </div>
          <div className="flex flex-wrap justify-end gap-2">
            <Button onClick={addOnly}>{t('carried.add')}</Button>
            <Button look="primary" onClick={open}>
              {t('carried.open')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  )
}
