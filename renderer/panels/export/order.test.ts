import { expect, it } from 'vitest'
import { exportPresets, type ExportPreset } from '../../../nodes/contract/films.ts'
import { lastPreset, presetsWith } from './order.ts'

const rain = { workflowId: 'rain', nodeId: 'film' }
const door = { workflowId: 'door', nodeId: 'film' }
const keep = (layout: object, place: typeof rain, preset: ExportPreset) => ({
  ...layout,
  exportPresets: presetsWith({ ...layout }, { ...place, preset }),
})

it('offers a film as it was rendered until it was exported otherwise', () => {
  expect(lastPreset({}, rain)).toBe('same')
  const layout = keep({ dock: 'stitch' }, rain, 'square')
  expect(lastPreset(layout, rain)).toBe('square')
  expect(lastPreset(layout, door)).toBe('same')
  expect(lastPreset(keep(layout, rain, 'gif'), rain)).toBe('gif')
})

it('takes what it cannot read for nothing', () => {
  for (const exportPresets of ['vertical', null, { 'rain film': 'cinema' }])
    expect(lastPreset({ exportPresets }, rain)).toBe('same')
})

it('forgets the films that were exported longest ago', () => {
  let layout = {}
  for (let film = 0; film < 60; film++)
    layout = keep(layout, { workflowId: `w${film}`, nodeId: 'film' }, exportPresets[1])
  const known = Array.from({ length: 60 }, (_, film) =>
    lastPreset(layout, { workflowId: `w${film}`, nodeId: 'film' }),
  )
  expect(known.filter((preset) => preset === 'vertical')).toHaveLength(50)
  expect(known.slice(0, 10)).toEqual(Array(10).fill('same'))
})
