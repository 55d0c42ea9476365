import { expect, it } from 'vitest'
import { emptyDocument, type DocumentNode } from '../../../nodes/graph/document.ts'
import { clipPlaceOf } from './clip-place.ts'

const node = (id: string, type: string): DocumentNode => ({
  id,
  type,
  version: 1,
  title: id,
  position: { x: 0, y: 0 },
  params: {},
})

const document = {
  ...emptyDocument(),
  nodes: [
    node('still', 'text-to-image'),
    node('a', 'image-to-video'),
    node('b', 'text-to-video'),
    node('film', 'video-stitcher'),
  ],
  connections: [
    { id: 'second', from: { node: 'b', port: 'video' }, to: { node: 'film', port: 'clips' } },
    { id: 'frame', from: { node: 'still', port: 'image' }, to: { node: 'a', port: 'image' } },
    { id: 'first', from: { node: 'a', port: 'video' }, to: { node: 'film', port: 'clips' } },
  ],
}

it('knows a clip by the order of the connections', () => {
  expect(clipPlaceOf(document, 'b')).toEqual({ connectionId: 'second', index: 0, count: 2 })
  expect(clipPlaceOf(document, 'a')).toEqual({ connectionId: 'first', index: 1, count: 2 })
})

it('knows a clip by its shot where the film was cut', () => {
  const film = { ...node('film', 'video-stitcher'), params: { cut: { shots: [{ wire: 'first' }] } } }
  const cut = { ...document, nodes: document.nodes.with(3, film) }
  expect(clipPlaceOf(cut, 'a')).toEqual({ connectionId: 'first', index: 0, count: 2 })
  expect(clipPlaceOf(cut, 'b')).toEqual({ connectionId: 'second', index: 1, count: 2 })
})

it('finds no place for what is no clip', () => {
  expect(clipPlaceOf(document, 'still')).toBeUndefined()
  expect(clipPlaceOf(document, 'film')).toBeUndefined()
})
