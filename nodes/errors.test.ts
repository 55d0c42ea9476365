import { expect, it } from 'vitest'
import { errorTable } from './error-table.ts'
import { AppError, fromWire, sentence, toWire } from './errors.ts'

it('crosses a border as plain data and comes back the same', () => {
  const error = new AppError('file_empty', { name: 'rain.png' }, { cause: new Error('secret detail') })
  const wire = structuredClone(toWire(error))
  expect(wire).toEqual({
    code: 'file_empty',
    details: { name: 'rain.png' },
    message: 'rain.png is empty, so there is nothing to import.',
  })
  expect(fromWire(wire)).toMatchObject({ code: 'file_empty', details: { name: 'rain.png' } })
})

it('says something kind about an error nobody foresaw', () => {
  expect(sentence(toWire(new TypeError('x is undefined')))).toBe(
    'Something unexpected happened. Your work is saved.',
  )
})

it('never uses the words that frighten people', () => {
  for (const { text } of Object.values(errorTable)) {
    expect(text).not.toMatch(/fail|illegal|abort|fatal|error|oops|invalid/i)
  }
})
