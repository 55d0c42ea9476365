import { expect, it } from 'vitest'
import { nodeProblem } from './node-guard.ts'

it('turns away a Node on which the database would crash without a word', () => {
  expect(nodeProblem({ node: '20.20.2', napi: '9' })).toMatch(/needs Node 22\.14 or newer; this is 20\.20\.2/)
  expect(nodeProblem({ node: '12.0.0' })).toMatch(/needs Node/)
  expect(nodeProblem({ node: '24.21.0', napi: '10' })).toBeUndefined()
  expect(nodeProblem()).toBeUndefined()
})
