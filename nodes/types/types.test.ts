import { describe, expect, it } from 'vitest'
import { portTypes } from '../graph/ports.ts'
import { nodeTypeOf, nodeTypes } from './index.ts'

it('has no two node types with one name', () => {
  expect(new Set(nodeTypes.map(({ type }) => type)).size).toBe(nodeTypes.length)
})

describe.each(nodeTypes)('node type $type', (definition) => {
  it('is found by its name', () => expect(nodeTypeOf(definition.type)).toBe(definition))

  it('can upgrade every version ever saved', () => {
    const steps = Object.keys(definition.upgrades ?? {}).map(Number)
    expect(steps).toEqual(Array.from({ length: definition.version - 1 }, (_, index) => index + 1))
  })

  it('has defaults for all its params, so that a new node is sound at once', () => {
    expect(definition.params.safeParse({}).success).toBe(true)
  })

  it('has a field for every param that a person can set, and none for others', () => {
    const params = Object.keys(definition.params.shape)
    for (const name of Object.keys(definition.fields)) expect(params).toContain(name)
  })

  it('refers only to params and port types that exist', () => {
    for (const port of [...Object.values(definition.inputs), ...Object.values(definition.outputs)]) {
      expect(portTypes).toContain(port.type)
      if (port.orParam) expect(Object.keys(definition.params.shape)).toContain(port.orParam)
    }
  })

  it('makes exactly one thing, if it makes anything: its take', () => {
    if (definition.kind === 'maker') expect(Object.keys(definition.outputs)).toHaveLength(1)
  })
})
