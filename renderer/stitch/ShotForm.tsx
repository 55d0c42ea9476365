import { ChevronLeft, ChevronRight, Locate } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { trimShot, type Decision } from '../../nodes/cut/change.ts'
import { joinKinds, STILL_SECONDS, type JoinKind } from '../../nodes/cut/cut.ts'
import { framesToSeconds } from '../../nodes/cut/layout.ts'
import { useCommand } from '../commands.ts'
import { act } from '../panels/act.ts'
import { Section } from '../panels/inspector/Section.tsx'
import { showNode } from '../panels/show-node.ts'
import type { FilmShot } from '../store/film.ts'
import { useNodeView } from '../store/index.ts'
import type { NodeView } from '../store/types.ts'
import { Button } from '../ui/Button.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { NodeStatePill, useStateWords } from '../ui/NodeStatePill.tsx'
import { NumberField } from '../ui/NumberField.tsx'
import { Select } from '../ui/Select.tsx'
import { CardFields } from './CardFields.tsx'
import { decideShot, setTransition } from './edit-shots.ts'
import { MakeButton } from './MakeButton.tsx'
import { LinesForm } from './LinesForm.tsx'
import { PictureFields, SoundFields } from './PictureFields.tsx'
import { stepOf, type ShotFormProps } from './shot-step.ts'
import { secondsText, shotName } from './shot-words.ts'

/** All that can be decided about one shot. */
export function ShotForm({ film, shot }: ShotFormProps) {
  const { laid } = shot
  const isClip = laid.source !== undefined
  return (
    <>
      <Heading film={film} shot={shot} />
      {shot.shot.card && <CardFields film={film} shot={shot} card={shot.shot.card} />}
      {isClip ? <TrimFields film={film} shot={shot} /> : <LengthField film={film} shot={shot} />}
      {!shot.shot.card && <PictureFields film={film} shot={shot} />}
      <FadeFields film={film} shot={shot} />
      {isClip && <SoundFields film={film} shot={shot} />}
      {shot.index < film.shots.length - 1 && <JoinFields film={film} shot={shot} />}
      <LinesForm film={film} shot={shot} />
    </>
  )
}

function Heading({ film, shot }: ShotFormProps) {
  const { t } = useTranslation('stitch')
  const length = secondsText(framesToSeconds(shot.laid.frames, film.layout.fps))
  const source = shot.connection?.from.node
  return (
    <Section>
      <div className="flex items-center gap-2">
        <span className="tabular text-text-3">{shot.index + 1}</span>
        <span className="min-w-0 grow truncate font-medium">{shotName(shot)}</span>
        <span className="tabular shrink-0 text-12 text-text-3">{length}</span>
        {source !== undefined && (
          <IconButton
            size="compact"
            label={t('showNode')}
            icon={<Locate />}
            onClick={() => showNode(source)}
          />
        )}
      </div>
      {source !== undefined && <State nodeId={source} shot={shot} />}
      {source !== undefined && <TakeChoice nodeId={source} />}
    </Section>
  )
}

/** What keeps its clip from being there or new, and the way out. */
function State({ nodeId, shot }: { readonly nodeId: string; readonly shot: FilmShot }) {
  const view = useNodeView(nodeId)
  return view ? <StateOf view={view} shot={shot} /> : null
}

function StateOf({ view, shot }: { readonly view: NodeView; readonly shot: FilmShot }) {
  const { tone, quiet, reason } = useStateWords(view)
  if (tone === 'ok' || (quiet && shot.media)) return null
  return (
    <>
      <div className="flex items-center justify-between gap-2">
        <NodeStatePill view={view} />
        <MakeButton view={view} shot={shot} />
      </div>
      {reason && <p className="-mt-1 text-12 text-text-2 select-text">{reason}</p>}
    </>
  )
}

function TakeChoice({ nodeId }: { readonly nodeId: string }) {
  const { t } = useTranslation('stitch')
  const view = useNodeView(nodeId)
  const before = useCommand('previous-clip-take')
  const after = useCommand('next-clip-take')
  if (!view?.activeTake || view.takes.length < 2) return null
  return (
    <div className="flex items-center gap-1">
      <span className="tabular grow text-text-2">
        {t('take', { number: view.activeTake.number, count: view.takes.length })}
      </span>
      {[before, after].map(({ label, keys, disabledReason, perform }, index) => (
        <IconButton
          key={label}
          size="compact"
          label={label}
          keys={keys}
          icon={index === 0 ? <ChevronLeft /> : <ChevronRight />}
          disabledReason={disabledReason}
          onClick={perform}
        />
      ))}
    </div>
  )
}

function TrimFields({ film, shot }: ShotFormProps) {
  const { t } = useTranslation('stitch')
  const clear = useCommand('clear-trim')
  const frames = shot.facts?.frames ?? 1
  const { from, to } = shot.laid.source!
  const trim = (edge: 'from' | 'to', value: number) =>
    act().changeCut(film.nodeId, stepOf({ film, shot }, 'shot-trim', edge), (cut) =>
      trimShot(cut, shot.index, { [edge]: value, frames }),
    )
  const trimmed = shot.shot.from !== undefined || shot.shot.to !== undefined
  return (
    <Section>
      <div className="grid grid-cols-2 gap-2">
        <NumberField
          label={t('shot.first')}
          value={from + 1}
          min={1}
          max={to}
          onChange={(frame) => trim('from', frame - 1)}
        />
        <NumberField
          label={t('shot.last')}
          value={to}
          min={from + 1}
          max={frames}
          onChange={(frame) => trim('to', frame)}
        />
      </div>
      {trimmed && (
        <Button size="compact" className="self-start" onClick={clear.perform}>
          {t('clearTrim')}
        </Button>
      )}
    </Section>
  )
}

function LengthField({ film, shot }: ShotFormProps) {
  const { t } = useTranslation('stitch')
  return (
    <Section>
      <NumberField
        label={t('shot.length')}
        value={shot.shot.seconds ?? STILL_SECONDS}
        min={0.1}
        max={600}
        step={0.5}
        unit="s"
        onChange={(seconds) =>
          decideShot(shot.index, stepOf({ film, shot }, 'shot-length', 'length'), { seconds })
        }
      />
    </Section>
  )
}

function FadeFields({ film, shot }: ShotFormProps) {
  const { t } = useTranslation('stitch')
  const { fadeIn = 0, fadeOut = 0 } = shot.shot
  const fade = (decision: Decision) =>
    decideShot(shot.index, stepOf({ film, shot }, 'shot-fade', Object.keys(decision).join()), decision)
  return (
    <Section>
      <div className="grid grid-cols-2 gap-2">
        <NumberField
          label={t('shot.fadeIn')}
          value={fadeIn}
          min={0}
          max={10}
          step={0.25}
          unit="s"
          onChange={(next) => fade({ fadeIn: next })}
        />
        <NumberField
          label={t('shot.fadeOut')}
          value={fadeOut}
          min={0}
          max={10}
          step={0.25}
          unit="s"
          onChange={(next) => fade({ fadeOut: next })}
        />
      </div>
    </Section>
  )
}

function JoinFields({ shot }: ShotFormProps) {
  const { t } = useTranslation('stitch')
  const { join } = shot.shot
  return (
    <Section title={t('shot.after')}>
      <Select
        label={t('transition')}
        value={join?.kind ?? 'cut'}
        options={joinKinds.map((value) => ({ value, label: t(`joins.${value}`) }))}
        onChange={(kind) => setTransition(shot.index, { kind: kind as JoinKind })}
      />
      {join && (
        <NumberField
          label={t('joinSeconds')}
          value={join.seconds}
          min={0.1}
          max={2}
          step={0.1}
          unit="s"
          onChange={(seconds) => setTransition(shot.index, { seconds })}
        />
      )}
    </Section>
  )
}
