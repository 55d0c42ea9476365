import { useEffect } from 'react'
import { create } from 'zustand'
import type { Receipt, ReceiptShot } from '../../nodes/contract/films.ts'
import type { Media } from '../../nodes/media.ts'
import { framesToSeconds } from '../../nodes/cut/layout.ts'
import { call } from '../api.ts'
import { nameOf } from '../i18n/node-words.ts'
import type { Film } from '../store/film.ts'
import { getStore, useStore } from '../store/index.ts'
import type { Store } from '../store/types.ts'
import type { Viewed } from './use-viewed.ts'

export interface Told {
  readonly shots: readonly ReceiptShot[]
  /** Of a film that says so itself. */
  readonly receipt?: Receipt | undefined
}

/** By media id; null where the file says nothing. */
export const useReceipts = create<{ readonly of: Readonly<Record<string, Receipt | null>> }>(() => ({
  of: {},
}))

export async function readReceipt(mediaId: string): Promise<Receipt | undefined> {
  const known = useReceipts.getState().of[mediaId]
  if (known !== undefined) return known ?? undefined
  const { receipt } = await call('films.receipt', { id: mediaId })
  useReceipts.setState(({ of }) => ({ of: { ...of, [mediaId]: receipt ?? null } }))
  return receipt
}

/** Where every shot in view comes from: of the cut as it stands, of a rendered film, or of one clip. */
export function useTold(film: Film | undefined, { media, nodeId, take }: Viewed): Told | undefined {
  const asks = !film && media?.kind === 'video' && media.sourceType !== 'generated' && !media.missing
  const id = asks ? media.id : undefined
  const receipt = useReceipts((state) => (id === undefined ? undefined : state.of[id]))
  useEffect(() => {
    if (id !== undefined) readReceipt(id).catch(getStore().toastError)
  }, [id])
  useStore((state) => state.takes)
  if (film) return { shots: shotsOf(getStore(), film) }
  if (receipt) return { shots: receipt.shots, receipt }
  if (!media?.generation || media.sourceType !== 'generated') return undefined
  return {
    shots: [
      {
        number: 1,
        start: 0,
        end: media.durationSeconds ?? 0,
        mediaId: media.id,
        ...madeBy(getStore(), { media, nodeId, take: take?.number }),
      },
    ],
  }
}

/** The receipt that the film would get if it were rendered now. */
export function shotsOf(state: Store, { shots, layout }: Film): ReceiptShot[] {
  return shots.map(({ laid, shot, media, connection, index }) => {
    const nodeId = connection?.from.node
    const take = nodeId && state.takes[nodeId]?.find(({ mediaId }) => mediaId === media?.id)?.number
    const next = shots[index + 1]?.laid.start ?? layout.frames
    return {
      number: index + 1,
      start: framesToSeconds(laid.start, layout.fps),
      end: framesToSeconds(next, layout.fps),
      ...(media && { mediaId: media.id }),
      ...(shot.card ? { node: shot.card.title } : madeBy(state, { media, nodeId, take: take || undefined })),
    }
  })
}

interface Made {
  readonly media: Media | undefined
  readonly nodeId: string | undefined
  readonly take: number | undefined
}

function madeBy(state: Store, { media, nodeId, take }: Made) {
  const { generation } = media ?? {}
  return {
    node: nodeId === undefined ? (media?.name ?? '') : nameOf(state.document, nodeId),
    ...(nodeId !== undefined && { nodeId }),
    ...(take !== undefined && { take }),
    ...(generation && {
      provider: generation.provider,
      model: generation.model,
      prompt: generation.prompt,
      cost: generation.cost,
    }),
  }
}

/** The shot that is on screen at a time; at the very end still the last one. */
export function shotToldAt(shots: readonly ReceiptShot[], seconds: number): ReceiptShot | undefined {
  // Times of a receipt are rounded, and a frame begins exactly on them.
  return shots.findLast(({ start }) => start <= seconds + 0.001) ?? shots[0]
}
