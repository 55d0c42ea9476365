import {
  Clapperboard,
  Download,
  Pause,
  Play,
  SlidersHorizontal,
  ZoomIn,
  ZoomOut,
  Maximize2,
  Ellipsis,
} from 'lucide-react'
import { useState, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { perSecond } from '../../nodes/cut/format.ts'
import { useCommand } from '../commands.ts'
import { nameOf } from '../i18n/node-words.ts'
import { act } from '../panels/act.ts'
import { CommandItem } from '../panels/CommandItem.tsx'
import { runProgress } from '../panels/toolbar/run-progress.ts'
import { useStore } from '../store/index.ts'
import type { Film } from '../store/film.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Menu, MenuItem, MenuSeparator } from '../ui/Menu.tsx'
import { Select } from '../ui/Select.tsx'
import { isEnter } from '../ui/TextField.tsx'
import { parseTimecode } from '../viewer/timecode.ts'
import { seekTo, timecodeOf } from './edit-shots.ts'
import { focusStrip } from './focus-strip.ts'
import { importEditList, importFilmCaptions } from './import-lists.ts'
import { PlanLine } from './PlanLine.tsx'
import { useFilmPlayhead } from './playhead.ts'
import { useStrip } from './strip.ts'
import { stitchersOf } from './use-stitcher.ts'

/** Above the strip: which film, where in it, how it would be made, and the two ways to make it. */
export function StitchBar({ film }: { readonly film: Film }) {
  const { t } = useTranslation('stitch')
  const side = useStrip((state) => state.side)
  return (
    <div className="flex h-9 shrink-0 items-center gap-1 border-b border-line px-2">
      <FilmChoice film={film} />
      <PlayButton />
      <Timecode film={film} />
      <span className="flex min-w-0 grow basis-0 pr-2">
        <PlanLine film={film} />
      </span>
      <CommandButton id="strip-zoom-out" icon={<ZoomOut />} />
      <CommandButton id="strip-zoom-in" icon={<ZoomIn />} />
      <CommandButton id="strip-fit" icon={<Maximize2 />} />
      <MoreMenu />
      <IconButton
        size="compact"
        label={t('settings')}
        icon={<SlidersHorizontal />}
        aria-pressed={side !== undefined}
        onClick={() => useStrip.setState({ side: side ? undefined : 'shot' })}
      />
      <RenderButtons film={film} />
    </div>
  )
}

/** Only where there are several. */
function FilmChoice({ film }: { readonly film: Film }) {
  const { t } = useTranslation('stitch')
  const document = useStore((state) => state.document)
  const films = stitchersOf(document)
  if (films.length < 2) return null
  return (
    <div className="w-36 shrink-0">
      <Select
        label={t('film')}
        hideLabel
        value={film.nodeId}
        options={films.map((id) => ({ value: id, label: nameOf(document, id) }))}
        onChange={(id) => act().select([id])}
      />
    </div>
  )
}

function PlayButton() {
  const { t } = useTranslation('stitch')
  const playing = useFilmPlayhead((state) => state.playing)
  const { keys, perform } = useCommand('film-play')
  return (
    <IconButton
      size="compact"
      label={t(playing ? 'pause' : 'play')}
      keys={keys}
      icon={playing ? <Pause /> : <Play />}
      onClick={thenCut(perform)}
    />
  )
}

const shape = 'tabular h-6 w-20 shrink-0 rounded-4 text-center text-12'

/** Where the playhead stands; a press lets somebody type another place. */
function Timecode({ film }: { readonly film: Film }) {
  const { t } = useTranslation('stitch')
  const frame = useFilmPlayhead((state) => Math.min(state.frame, film.layout.frames - 1))
  const [typed, setTyped] = useState<string>()
  const fps = perSecond(film.layout.fps)
  const time = timecodeOf(frame, film)
  const seconds = typed === undefined ? undefined : parseTimecode(typed, fps)
  return (
    <>
      {typed === undefined ? (
        <button
          type="button"
          className={`${shape} hover:bg-text-1/8`}
          aria-label={t('goTo', { time })}
          onClick={() => setTyped(time)}
        >
          {time}
        </button>
      ) : (
        <input
          className={`${shape} border border-accent bg-field outline-none aria-invalid:border-err`}
          aria-label={t('goToField')}
          aria-invalid={seconds === undefined}
          value={typed}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- it stands where the button was that was pressed
          autoFocus
          onFocus={(event) => event.target.select()}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => setTyped(undefined)}
          onKeyDown={(event) => {
            event.stopPropagation()
            if (event.key === 'Escape') setTyped(undefined)
            if (!isEnter(event) || seconds === undefined) return
            seekTo(Math.floor(seconds * fps))
            setTyped(undefined)
          }}
        />
      )}
      <span className="tabular shrink-0 text-12 text-text-3">/ {timecodeOf(film.layout.frames, film)}</span>
    </>
  )
}

function CommandButton({ id, icon }: { readonly id: string; readonly icon: React.ReactNode }) {
  const { label, keys, disabledReason, perform } = useCommand(id)
  return (
    <IconButton
      size="compact"
      label={label}
      keys={keys}
      icon={icon}
      disabledReason={disabledReason}
      onClick={thenCut(perform)}
    />
  )
}

/** After a press with the mouse the keyboard is on the strip: Space plays, and does not press the button again. */
function thenCut(perform: () => void) {
  return ({ detail }: MouseEvent) => {
    perform()
    if (detail > 0) focusStrip()
  }
}

function MoreMenu() {
  const { t } = useTranslation('stitch')
  return (
    <Menu align="end" trigger={<IconButton size="compact" label={t('more')} icon={<Ellipsis />} />}>
      <CommandItem id="split-clip" />
      <CommandItem id="duplicate-clip" />
      <CommandItem id="next-transition" />
      <MenuSeparator />
      <CommandItem id="add-title-card" />
      <CommandItem id="add-end-card" />
      <MenuSeparator />
      <MenuItem onSelect={() => void importFilmCaptions()}>{t('lines.importFilm')}</MenuItem>
      <MenuItem onSelect={() => void importEditList()}>{t('importCut')}</MenuItem>
    </Menu>
  )
}

function RenderButtons({ film }: { readonly film: Film }) {
  const { t } = useTranslation('stitch')
  const render = useCommand('render-film')
  const exporting = useCommand('export-film')
  const percent = useStore((state) => {
    const run = state.runs.find(({ id }) => id === state.activeRunId)
    const making = run?.nodes.some(({ nodeId }) => nodeId === film.nodeId)
    return run && making ? Math.round(runProgress(run.nodes) * 100) : undefined
  })
  const unmade = film.shots.some(({ shot, media }) => !shot.card && !media)
  return (
    <>
      <Button
        size="compact"
        icon={<Clapperboard className="size-3.5" />}
        disabledReason={render.disabledReason}
        title={unmade ? t('needsClips') : undefined}
        className="ml-1"
        onClick={render.perform}
      >
        {percent === undefined ? t('render') : t('renderingPercent', { percent })}
      </Button>
      <Button
        size="compact"
        look="primary"
        icon={<Download className="size-3.5" />}
        disabledReason={exporting.disabledReason}
        onClick={exporting.perform}
      >
        {t('export')}
      </Button>
    </>
  )
}
