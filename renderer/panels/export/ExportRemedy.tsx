import { useTranslation } from 'react-i18next'
import type { ErrorCode, WireError } from '../../../nodes/errors.ts'
import { Button } from '../../ui/Button.tsx'
import { act } from '../act.ts'
import { closeExport } from './export-dialog.ts'

type Remedy = 'folder' | 'engine' | 'storage' | 'problems' | 'retry'

const table: { readonly [C in ErrorCode]?: Remedy } = {
  no_room: 'folder',
  folder_not_writable: 'folder',
  invalid_input: 'folder',
  disk_full: 'storage',
  disk_low: 'storage',
  ffmpeg_missing: 'engine',
  ffmpeg_unsuitable: 'engine',
  input_missing: 'problems',
  input_unfinished: 'problems',
  media_missing: 'problems',
  clips_differ: 'problems',
}

interface ExportRemedyProps {
  readonly error: Pick<WireError, 'code'>
  readonly chooseFolder: () => void
  /** Tries once more, where that can help. */
  readonly retry?: () => void
}

/** The button that helps most where an export could not be made. */
export function ExportRemedy({ error, chooseFolder, retry }: ExportRemedyProps) {
  const { t } = useTranslation('exports')
  const remedy = table[error.code] ?? 'retry'
  const away = (go: () => void) => () => {
    closeExport()
    go()
  }
  const ways: Readonly<Record<Remedy, (() => void) | undefined>> = {
    folder: chooseFolder,
    engine: away(() => act().openSettings('engine')),
    storage: away(() => act().openSettings('storage')),
    problems: away(() => act().openDock('problems')),
    retry,
  }
  const way = ways[remedy]
  if (!way) return null
  return (
    <Button size="compact" onClick={way}>
      {t(`remedy.${remedy}`)}
    </Button>
  )
}
