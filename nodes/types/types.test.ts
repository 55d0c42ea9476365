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

  it('refers only to port types and params that exist', () => {
    const ports = [...Object.values(definition.inputs), ...Object.values(definition.outputs)]
    const params = Object.keys(definition.params.shape)
    expect(ports.filter(({ type }) => !portTypes.includes(type))).toEqual([])
    expect(ports.filter(({ orParam }) => orParam !== undefined && !params.includes(orParam))).toEqual([])
  })
})

it.each(nodeTypes.filter(({ kind }) => kind === 'maker'))(
  '$type makes exactly one thing: its take',
  (definition) => {
    expect(Object.keys(definition.outputs)).toHaveLength(1)
  },
)
