import { z } from 'zod'
import { Receipt } from '../../nodes/contract/films.ts'
import { MOST_SHOTS } from '../../nodes/cut/cut.ts'
import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import { MediaId } from '../../nodes/media.ts'

/** The names under which a film carries its own story in its metadata. */
export const carriedKeys = {
  receipt: 'com.sceneloom.receipt',
  workflow: 'com.sceneloom.workflow',
  takes: 'com.sceneloom.takes',
} as const

/** A film stays a film: longer texts are left out. */
const MOST_TEXT = 2_000_000

/** What is compared with a take to say whether it is up to date: a description, so its shape is checked. */
export const Signature = z
  .string()
  .max(200_000)
  .refine((text) => SignatureContent.safeParse(parseJson(text)).success)
const SignatureContent = z.object({
  type: z.string(),
  version: z.number(),
  params: z.record(z.string(), z.unknown()),
  inputs: z.record(z.string(), z.array(z.string())),
})

/** Which media stood behind a node when the film was made. `film` stands for the film itself: its id is not known in it. */
export const CarriedTake = z.object({
  nodeId: z.string().max(200),
  media: z.union([MediaId, z.literal('film')]),
  signature: Signature,
})
export type CarriedTake = z.infer<typeof CarriedTake>

/** No film needs more, and a file from elsewhere may claim anything. */
const CarriedTakes = z.array(CarriedTake).max(10_000)
const CarriedReceipt = Receipt.refine(
  ({ shots, workflow }) => shots.length <= MOST_SHOTS && workflow.length <= 1_000,
)

export interface Carried {
  readonly receipt: Receipt
  /** The document as text, not looked at yet. */
  readonly workflow?: string | undefined
  readonly takes: readonly CarriedTake[]
}

export interface Load {
  /** `hasWorkflow` is filled in here: only here it is known whether there is room. */
  readonly receipt: Omit<Receipt, 'hasWorkflow'>
  readonly document?: WorkflowDocument | undefined
  readonly takes: readonly CarriedTake[]
}

export interface Loaded {
  readonly receipt: Receipt
  readonly metadata: Readonly<Record<string, string>>
  /** The workflow was too long to come along. */
  readonly leftOut: boolean
}

/** Packs what a film is to carry. A workflow that is too long stays behind, and the receipt says so. */
export function loadFilm({ receipt, document, takes }: Load): Loaded {
  const workflow = document && JSON.stringify(document)
  const fits = workflow !== undefined && workflow.length <= MOST_TEXT
  const known = JSON.stringify(takes)
  const complete = { ...receipt, hasWorkflow: fits }
  const account = JSON.stringify(complete)
  const metadata = {
    ...(account.length <= MOST_TEXT && { [carriedKeys.receipt]: account }),
    ...(fits && { [carriedKeys.workflow]: workflow }),
    ...(fits && known.length <= MOST_TEXT && { [carriedKeys.takes]: known }),
  }
  return { receipt: complete, metadata, leftOut: workflow !== undefined && !fits }
}

/** What a file says about itself, as far as it can be believed. A file from elsewhere may hold anything. */
export function unloadFilm(metadata: Readonly<Record<string, string>>): Carried | undefined {
  const text = (key: keyof typeof carriedKeys) => {
    const value = metadata[carriedKeys[key]]
    return value !== undefined && value.length <= MOST_TEXT ? value : undefined
  }
  const receipt = CarriedReceipt.safeParse(parseJson(text('receipt') ?? ''))
  if (!receipt.success) return undefined
  const workflow = text('workflow')
  const takes = CarriedTakes.safeParse(parseJson(text('takes') ?? ''))
  return {
    receipt: { ...receipt.data, hasWorkflow: workflow !== undefined },
    ...(workflow !== undefined && { workflow }),
    takes: takes.success ? takes.data : [],
  }
}

/** As the library keeps it. */
export function knownReceipt(stored: unknown): Receipt | undefined {
  return stored === undefined ? undefined : CarriedReceipt.safeParse(stored).data
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
