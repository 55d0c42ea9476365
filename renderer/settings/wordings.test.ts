import { describe, expect, it } from 'vitest'
import { freeName, nameProblem } from './wordings.ts'

const own = [
  { name: 'Rain', words: '' },
  { name: 'Rain 2', words: '' },
]

describe('the name of a style', () => {
  it('is free, counting up where it is not', () => {
    expect(freeName(own, 'Rain')).toBe('Rain 3')
    expect(freeName(own, 'Sun')).toBe('Sun')
  })

  it('may stay what it is, but not be empty or that of another', () => {
    expect(nameProblem(own, ' Rain ', 0)).toBeUndefined()
    expect(nameProblem(own, 'Rain', 1)).toBe('nameTaken')
    expect(nameProblem(own, '  ', 0)).toBe('nameEmpty')
  })
})
