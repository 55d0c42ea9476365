import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import { downstreamOf } from '../../nodes/graph/graph.ts'
import type { StateCreator } from 'zustand'
import { translate } from '../i18n/index.ts'
import { remember, type Step } from './history.ts'
import { graphOf } from './node-view.ts'
import type { EditLabel, Store } from './types.ts'

export type Slice<T> = StateCreator<Store, [], [], T>
export type Set = Parameters<Slice<unknown>>[0]
export type Get = Parameters<Slice<unknown>>[1]

export type Edit = (
  step: Step,
  recipe: (document: WorkflowDocument) => WorkflowDocument,
  /** Nodes whose last run says nothing about them any more. */
  touched?: readonly string[],
) => boolean

/** The one way in which a document changes. Answers whether it did; an edit without effect is no step. */
export function createEdit(set: Set, get: Get): Edit {
  return (step, recipe, touched = []) => {
    const { document, history, nodeRuns } = get()
    const next = recipe(document)
    if (next === document) return false
    set({
      document: next,
      history: remember(history, document, { ...step, now: Date.now() }),
      nodeRuns: forgetEnded(nodeRuns, next, touched),
    })
    return true
  }
}

/**
 * Says what the step just made did, and offers to take it back. One such offer at a time: it is about the latest
 * step, and goes with it (see `withdrawOffers`).
 */
export function toastStep(set: Set, get: Get, text: string): void {
  const step = get().history.past.at(-1)
  const perform = () => {
    if (get().history.past.at(-1) === step) get().undo()
  }
  set(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.step === undefined) }))
  get().toast({
    kind: 'info',
    text,
    action: { label: translate('canvas:toast.undo'), perform },
    ...(step && { step }),
  })
}

/** The toasts without the offers to take back a step that is no longer the latest one. */
export function withdrawOffers({ toasts, history }: Pick<Store, 'toasts' | 'history'>): Store['toasts'] {
  const latest = history.past.at(-1)
  const kept = toasts.filter(({ step }) => step === undefined || step === latest)
  return kept.length === toasts.length ? toasts : kept
}

type AsOneStep = (label: EditLabel, work: () => void) => void

/** Several edits as one step with one name. */
export const createAsOneStep =
  (set: Set, get: Get): AsOneStep =>
  (label, work) => {
    const before = get().document
    work()
    const { history } = get()
    const first = history.past.findIndex(({ document }) => document === before)
    if (first === -1) return
    set({ history: { past: [...history.past.slice(0, first), { document: before, label }], future: [] } })
  }

/** Drops how the last run ended for these nodes and all behind them; what still works is not forgotten. */
function forgetEnded(
  nodeRuns: Store['nodeRuns'],
  document: WorkflowDocument,
  touched: readonly string[],
): Store['nodeRuns'] {
  if (touched.length === 0 || Object.keys(nodeRuns).length === 0) return nodeRuns
  const concerned = new Set([...touched, ...downstreamOf(graphOf(document), touched)])
  const kept = Object.entries(nodeRuns).filter(
    ([id, { state }]) => !concerned.has(id) || state === 'waiting' || state === 'running',
  )
  return kept.length === Object.keys(nodeRuns).length ? nodeRuns : Object.fromEntries(kept)
}
