import { expect, it } from 'vitest'
import { clearMarks, marksOf, setMark } from './marks.ts'

it('keeps a stretch for each film', () => {
  setMark('a', 'in', 12)
  setMark('a', 'out', 48)
  setMark('b', 'in', 3)
  expect(marksOf('a')).toEqual({ in: 12, out: 48 })
  expect(marksOf('b')).toEqual({ in: 3 })
})

it('drops the mark that a new one passes', () => {
  setMark('c', 'in', 40)
  setMark('c', 'out', 20)
  expect(marksOf('c')).toEqual({ out: 20 })
})

it('forgets them all', () => {
  setMark('d', 'in', 40)
  clearMarks('d')
  expect(marksOf('d')).toEqual({})
})
