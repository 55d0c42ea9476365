import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { RunTarget } from '../../../nodes/engine/plan.ts'
import { sumWords } from '../../i18n/quote-words.ts'
import { agreedUsd, narrowed, type RunQuestion } from '../../store/confirm.ts'
import { questionAbout } from '../../store/ask-first.ts'
import { useStore } from '../../store/index.ts'
import type { RunOrder } from '../../store/types.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { NumberField } from '../../ui/NumberField.tsx'
import { act } from '../act.ts'
import { crossingWords, leftWords, titleWords } from './confirm-words.ts'
import { PaidTable } from './PaidTable.tsx'

/** Before money is spent: what for, how much, and what it leaves. Enter runs, Escape does not. */
export function ConfirmRun() {
  const target = useStore((state) => state.confirming?.target)
  return target ? <Asking target={target} /> : null
}

function Asking({ target }: { readonly target: RunTarget }) {
  const question = useQuestion(target)
  // What had to be asked may have been settled in another window meanwhile.
  const nothing = question.total === 0
  useEffect(() => {
    if (nothing) act().closeConfirm()
  }, [nothing])
  return (
    <Dialog open onClose={() => act().closeConfirm()} title={titleWords(question)} width="large">
      <div className="flex flex-col gap-3 p-4">
        <Notice question={question} />
        <PaidTable question={question} />
        <After question={question} />
        <div className="flex flex-wrap items-end gap-2">
          <Choices question={question} target={target} />
          <span className="grow" />
          <Threshold />
        </div>
      </div>
    </Dialog>
  )
}

function useQuestion(target: RunTarget): RunQuestion {
  const document = useStore((state) => state.document)
  const budget = useStore((state) => state.settings.budget)
  const spending = useStore((state) => state.spending)
  const models = useStore((state) => state.models)
  const providers = useStore((state) => state.providers)
  return useMemo(
    () => questionAbout(act(), target),
    // oxlint-disable-next-line react/exhaustive-deps -- they are what the question is made from
    [target, document, budget, spending, models, providers],
  )
}

function Notice({ question }: { readonly question: RunQuestion }) {
  const { t } = useTranslation('dialogs')
  const crossing = crossingWords(question)
  return (
    <>
      {crossing && <p className="rounded-4 bg-warn-tint px-3 py-2 text-warn">{crossing}</p>}
      {question.unknown > 0 && (
        <p className="text-text-2">{t('confirm.unknown', { count: question.unknown })}</p>
      )}
    </>
  )
}

function After({ question }: { readonly question: RunQuestion }) {
  const { t } = useTranslation(['dialogs', 'nodes'])
  const left = leftWords(question)
  const second = t('confirm.estimates')
  return (
    <p className="tabular text-12 text-text-3">
      {left === undefined ? second : t('nodes:sentences', { first: left, second })}
    </p>
  )
}

interface ChoicesProps {
  readonly question: RunQuestion
  readonly target: RunTarget
}

function Choices({ question, target }: ChoicesProps) {
  const { t } = useTranslation(['dialogs', 'panels'])
  const { usd, unknown, crossing, fits, fitsUsd, total, paid } = question
  const cost = sumWords({ usd, unknown })
  const run = (what: RunTarget, order: RunOrder) => {
    act().closeConfirm()
    void act().run(what, order)
  }
  const agreed = { agreedUsd: agreedUsd(usd) }
  const some = crossing !== undefined && fits.length > 0 && fits.length < total
  return (
    <>
      {!crossing && (
        <Button look="primary" size="large" onClick={() => run(target, agreed)}>
          {unknown > 0 && usd === 0 ? t('confirm.runUnknown') : t('confirm.run', { cost })}
        </Button>
      )}
      {some && (
        <Button
          look="primary"
          size="large"
          onClick={() => run(narrowed(target, fits), { agreedUsd: agreedUsd(fitsUsd) })}
        >
          {t('confirm.runFitting', { count: fits.length, total })}
        </Button>
      )}
      <Button
        look={crossing && !some ? 'primary' : 'normal'}
        size="large"
        onClick={() => run(target, { standIn: true })}
      >
        {t(paid.length === total ? 'confirm.animaticAll' : 'confirm.animatic')}
      </Button>
      <Button size="large" onClick={() => act().closeConfirm()}>
        {t('panels:cancel')}
      </Button>
      {crossing && (
        <Button
          size="large"
          look="quiet"
          onClick={() => {
            act().closeConfirm()
            act().openSettings('budget')
          }}
        >
          {t('confirm.limits')}
        </Button>
      )}
    </>
  )
}

/** From how much on a run is asked about: changed here, it counts from the next run on. */
function Threshold() {
  const { t } = useTranslation('dialogs')
  const budget = useStore((state) => state.settings.budget)
  return (
    <div className="w-40">
      <NumberField
        label={t('confirm.threshold')}
        value={budget.confirmAboveUsd}
        min={0}
        max={1_000}
        step={0.5}
        onChange={(confirmAboveUsd) => void act().changeSettings({ budget: { ...budget, confirmAboveUsd } })}
      />
    </div>
  )
}
