import { expect, it } from 'vitest'
import { nodesOf } from '../store/test-core.ts'
import { shownPorts } from './shown-ports.ts'

const [still, alien] = nodesOf({ still: 'text-to-image', alien: 'upscale-4d' })
const wire = (from: string, to: string) => ({
  id: `${from} ${to}`,
  from: { node: 'a', port: from },
  to: { node: 'b', port: to },
})

it('shows the ports of a type in its own order', () => {
  const { inputs, outputs } = shownPorts(still!, { incoming: [wire('text', 'prompt')], outgoing: [] })
  expect(inputs.map(({ name, ghost }) => [name, ghost])).toEqual([
    ['prompt', undefined],
    ['references', undefined],
  ])
  expect(outputs.map(({ name }) => name)).toEqual(['image'])
})

it('keeps a place for each wire that ends at no port, once', () => {
  const { inputs } = shownPorts(still!, {
    incoming: [wire('image', 'style'), wire('text', 'prompt'), wire('image', 'style')],
    outgoing: [],
  })
  expect(inputs.map(({ name, ghost }) => [name, ghost])).toEqual([
    ['prompt', undefined],
    ['references', undefined],
    ['style', true],
  ])
})

it('shows the wires of a node of an unknown type', () => {
  const shown = shownPorts(alien!, { incoming: [wire('image', 'in')], outgoing: [wire('out', 'image')] })
  expect([shown.inputs[0]?.name, shown.outputs[0]?.name]).toEqual(['in', 'out'])
})
