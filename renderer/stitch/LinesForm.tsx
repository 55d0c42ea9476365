import { FileInput, Plus, ScrollText, Trash2 } from 'lucide-react'
import { useRef } from 'react'
import { flushSync } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { decide } from '../../nodes/cut/change.ts'
import type { Line } from '../../nodes/cut/cut.ts'
import { framesToSeconds } from '../../nodes/cut/layout.ts'
import { act } from '../panels/act.ts'
import { Section } from '../panels/inspector/Section.tsx'
import { useStore } from '../store/index.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { NumberField } from '../ui/NumberField.tsx'
import { TextField } from '../ui/TextField.tsx'
import { filmNow } from './edit-shots.ts'
import { importShotCaptions } from './import-lists.ts'
import { scriptLines } from './script-lines.ts'
import { setFilm } from './set-film.ts'
import type { ShotFormProps } from './shot-step.ts'

const NEW_SECONDS = 2

/** The words over a shot: typed, taken from the script, or from a subtitle file. */
export function LinesForm({ film, shot }: ShotFormProps) {
  const { t } = useTranslation('stitch')
  const { lines = [] } = shot.shot
  const set = (next: readonly Line[], merge?: string) =>
    act().changeCut(film.nodeId, { label: 'shot-lines', ...(merge && { merge }) }, (cut) =>
      decide(cut, shot.index, { lines: next }),
    )
  const length = clipSeconds({ film, shot })
  const list = useRef<HTMLOListElement>(null)
  return (
    <Section title={t('lines.title')}>
      {lines.length === 0 && <p className="text-12 text-text-3">{t('lines.none')}</p>}
      {lines.length > 0 && <Unseen film={film} />}
      <ol ref={list} className="flex flex-col gap-3">
        {lines.map((line, index) => (
          // A line is known by its place: its words and times are what is being changed.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <LineFields
              line={line}
              number={index + 1}
              length={length}
              onChange={(change) =>
                set(lines.with(index, { ...line, ...change }), `line ${film.nodeId} ${shot.index} ${index}`)
              }
              onRemove={() => set(lines.toSpliced(index, 1))}
            />
          </li>
        ))}
      </ol>
      <LineSources
        film={film}
        shot={shot}
        set={(next) => void set(next)}
        onAdd={() => {
          flushSync(() => set([...lines, newLine({ film, shot }, length)]))
          // Whoever adds a caption goes on to type it.
          list.current?.querySelector<HTMLElement>('li:last-child textarea')?.focus()
        }}
      />
    </Section>
  )
}

/** Words that are written while the film shows none would be missed only when it is finished. */
function Unseen({ film }: Pick<ShotFormProps, 'film'>) {
  const { t } = useTranslation('stitch')
  if ((film.cut.captions?.show ?? 'off') !== 'off') return null
  const show = (way: 'burn' | 'track') => () => setFilm(film, 'captions', { show: way })
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <p className="w-full text-12 text-warn">{t('lines.off')}</p>
      <Button size="compact" onClick={show('burn')}>
        {t('captions.ways.burn')}
      </Button>
      <Button size="compact" onClick={show('track')}>
        {t('captions.ways.track')}
      </Button>
    </div>
  )
}

interface LineSourcesProps extends ShotFormProps {
  readonly set: (lines: readonly Line[]) => void
  readonly onAdd: () => void
}

/** Where words can come from. */
function LineSources({ shot, set, onAdd }: LineSourcesProps) {
  const { t } = useTranslation('stitch')
  const hasScript = useStore((state) => scriptLines(state, shot).length > 0)
  const takeScript = () => {
    const spoken = scriptLines(act(), shot)
    set(spoken)
    act().announce(t('say.linesAdded', { count: spoken.length }))
  }
  return (
    <div className="flex flex-wrap gap-1.5">
      <Button size="compact" icon={<Plus className="size-3.5" />} onClick={onAdd}>
        {t('lines.add')}
      </Button>
      {shot.connection && (
        <Button
          size="compact"
          icon={<ScrollText className="size-3.5" />}
          disabledReason={hasScript ? undefined : t('lines.noScript')}
          onClick={takeScript}
        >
          {t('lines.script')}
        </Button>
      )}
      <Button
        size="compact"
        icon={<FileInput className="size-3.5" />}
        onClick={() => void importShotCaptions(shot.index)}
      >
        {t('lines.import')}
      </Button>
    </div>
  )
}

interface LineFieldsProps {
  readonly line: Line
  readonly number: number
  readonly length: number
  readonly onChange: (change: Partial<Line>) => void
  readonly onRemove: () => void
}

function LineFields({ line, number, length, onChange, onRemove }: LineFieldsProps) {
  const { t } = useTranslation('stitch')
  return (
    <div className="flex flex-col gap-1">
      <TextField
        label={t('lines.text', { number })}
        hideLabel
        rows={1}
        value={line.text}
        maxLength={1_000}
        onChange={(text) => onChange({ text })}
      />
      <div className="flex items-end gap-1">
        <NumberField
          label={t('lines.start')}
          value={line.start}
          min={0}
          max={Math.max(length, line.start)}
          step={0.1}
          onChange={(start) => onChange({ start, end: Math.max(start, line.end) })}
        />
        <NumberField
          label={t('lines.end')}
          value={line.end}
          min={line.start}
          max={Math.max(length, line.end)}
          step={0.1}
          onChange={(end) => onChange({ end })}
        />
        <IconButton label={t('lines.remove', { number })} icon={<Trash2 />} onClick={onRemove} />
      </div>
    </div>
  )
}

/** Lines count from the first frame of the clip itself. */
function clipSeconds({ film, shot }: ShotFormProps): number {
  const { fps, frames } = shot.facts ?? {}
  return fps && frames !== undefined
    ? framesToSeconds(frames, fps)
    : framesToSeconds(shot.laid.frames, film.layout.fps)
}

/** From the picture on screen on, where that lies in this shot. */
function newLine({ film, shot }: ShotFormProps, length: number): Line {
  const { start, frames, source } = shot.laid
  const passed = (filmNow()?.frame ?? start) - start
  const inside = passed > 0 && passed < frames ? passed : 0
  const seconds = framesToSeconds(inside, film.layout.fps) * (source ? (shot.shot.speed ?? 1) : 1)
  const begin =
    Math.round((seconds + (source ? framesToSeconds(source.from, source.fps) : 0)) * 1_000) / 1_000
  return { start: begin, end: Math.min(Math.max(length, begin), begin + NEW_SECONDS), text: '' }
}
