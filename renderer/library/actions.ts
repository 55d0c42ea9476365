import type { DragEvent } from 'react'
import type { Media } from '../../nodes/media.ts'
import { translate } from '../i18n/index.ts'
import { act } from '../panels/act.ts'
import { showNode } from '../panels/show-node.ts'
import { saveCopy } from '../save-copy.ts'
import { startMediaDrag } from './dragging.ts'

/** What can be done with what is selected in the library: by key, menu, button and command alike. */

export function viewMedia(media: Media): void {
  act().applyMedia(media)
  act().view(media.id)
}

export function selectOne(media: Media, index: number, how: 'one' | 'toggle' | 'range'): void {
  const { librarySelection, selectMedia, selectMediaRange } = act()
  if (how === 'range') return void selectMediaRange(index)
  if (how === 'one') return selectMedia([media.id], index)
  const ids = new Set(librarySelection.ids)
  if (!ids.delete(media.id)) ids.add(media.id)
  selectMedia(ids, index)
}

/** While a rectangle is drawn; `before` is what was selected when it began. */
export function selectBand(
  media: readonly Media[] | undefined,
  added: boolean,
  before: ReadonlySet<string>,
): void {
  const ids = (media ?? []).map(({ id }) => id)
  act().selectMedia(added ? [...before, ...ids] : ids)
}

/** A tile takes along all that is selected with it. */
export function dragMedia(event: DragEvent, media: Media): void {
  const { librarySelection, views } = act()
  if (!librarySelection.ids.has(media.id)) return startMediaDrag(event, [media])
  const held = Object.values(views.main.pages).flat()
  const others = held.filter(({ id }) => id !== media.id && librarySelection.ids.has(id))
  startMediaDrag(event, [media, ...others])
}

export async function viewSelected(): Promise<void> {
  const [first] = await act().selectedMedia()
  if (first) viewMedia(first)
}

export async function addSelectedToCanvas(): Promise<void> {
  const { selectedMedia, addMediaNodes, closeLibrary, canvas } = act()
  const media = await selectedMedia()
  closeLibrary()
  const [first] = addMediaNodes(media, canvas && { at: canvas.centre() })
  // The card is on screen after the next drawing.
  if (first !== undefined) requestAnimationFrame(() => act().canvas?.focusNode(first))
}

export async function connectSelected(port: { readonly node: string; readonly port: string }): Promise<void> {
  const { selectedMedia, addMediaNodes, document, closeLibrary } = act()
  const media = await selectedMedia()
  const at = document.nodes.find(({ id }) => id === port.node)?.position
  closeLibrary()
  const [first] = addMediaNodes(media, { ...(at && { at }), port })
  if (first !== undefined) requestAnimationFrame(() => act().canvas?.focusNode(first))
}

export async function addSelectedToFilm(): Promise<void> {
  const { selectedMedia, addClips, openDock, announce, document } = act()
  const media = (await selectedMedia()).filter(({ kind }) => kind !== 'audio')
  if (media.length === 0) return
  media.forEach((one) => act().applyMedia(one))
  addClips(document.nodes.find(({ type }) => type === 'video-stitcher')?.id, media)
  openDock('stitch')
  announce(translate('stitch:say.added', { count: media.length }))
}

/** All get the star unless all have it. */
export async function toggleFavourites(): Promise<void> {
  const media = await act().selectedMedia()
  await act().markFavourite(media, !media.every(({ favourite }) => favourite))
}

export async function trashSelected(): Promise<void> {
  const { librarySelection, trashMedia, restoreMedia, rememberInLibrary, refreshLibrary, selectMedia } = act()
  const ids = [...librarySelection.ids]
  if (ids.length === 0 || !(await trashMedia(ids))) return
  selectMedia([], librarySelection.cursor)
  rememberInLibrary({
    label: 'trash',
    count: ids.length,
    perform: () => trashMedia(ids),
    takeBack: () => restoreMedia(ids),
  })
  await refreshLibrary()
}

export async function restoreSelected(): Promise<void> {
  const { librarySelection, trashMedia, restoreMedia, rememberInLibrary, refreshLibrary, selectMedia } = act()
  const ids = [...librarySelection.ids]
  if (ids.length === 0 || !(await restoreMedia(ids))) return
  selectMedia([], librarySelection.cursor)
  rememberInLibrary({
    label: 'restore',
    count: ids.length,
    perform: () => restoreMedia(ids),
    takeBack: () => trashMedia(ids),
  })
  await refreshLibrary()
}

export async function purgeSelected(): Promise<void> {
  const { librarySelection, purgeMedia, selectMedia, refreshLibrary } = act()
  const ids = [...librarySelection.ids]
  if (ids.length > 0 && (await purgeMedia(ids))) selectMedia([])
  await refreshLibrary()
}

export async function emptyTrash(): Promise<void> {
  await act().purgeMedia()
  await act().refreshLibrary()
}

export async function saveSelected(): Promise<void> {
  for (const media of await act().selectedMedia()) saveCopy(media)
}

/** Puts the keyboard into a field of the details: `name` or `tags`. */
export function editDetail(field: 'name' | 'tags'): void {
  // At once where it can be: what is typed right behind the key belongs into the field.
  if (!enterDetail(field)) requestAnimationFrame(() => enterDetail(field))
}

function enterDetail(field: 'name' | 'tags'): boolean {
  const input = document.querySelector<HTMLInputElement>(`[data-detail="${field}"] input`)
  input?.focus()
  if (field === 'name') input?.select()
  return input !== null
}

/** The workflow that uses a file, open at the node that does. */
export async function showUse(use: { readonly workflowId: string; readonly nodeId: string }): Promise<void> {
  const { workflow, openWorkflow, closeLibrary } = act()
  if (workflow?.id !== use.workflowId) await openWorkflow(use.workflowId)
  closeLibrary()
  // The cards of another workflow are on screen after the next drawing.
  requestAnimationFrame(() => requestAnimationFrame(() => showNode(use.nodeId)))
}

/** Gives a node the settings that this was made with: the one it came from, if it is here, else a new one. */
export async function applySettings(media: Media): Promise<void> {
  const { usesOf, workflow, document, applySettingsOf, closeLibrary } = act()
  const uses = await usesOf([media.id])
  const made = uses.find(
    ({ workflowId, as, nodeId }) =>
      workflowId === workflow?.id && as !== 'input' && document.nodes.some(({ id }) => id === nodeId),
  )
  const nodeId = applySettingsOf(media, made?.nodeId)
  if (nodeId === undefined) return
  closeLibrary()
  const node = act().document.nodes.find(({ id }) => id === nodeId)?.title ?? ''
  const step = act().history.past.at(-1)
  act().toast({
    kind: 'info',
    text: translate('library:details.settingsUsed', { node }),
    action: { label: translate('canvas:toast.undo'), perform: () => act().undo() },
    ...(step && { step }),
  })
  requestAnimationFrame(() => showNode(nodeId))
}
