import { describe, expect, it } from 'vitest'
import { namesFrom, safeName } from './names.ts'

const facts = { workflow: 'Night: rain', node: 'Film', date: new Date(2026, 2, 5) }

function first(template: string, count: number): string[] {
  const names = namesFrom(template, facts)
  return Array.from({ length: count }, () => names.next().value as string)
}

describe('names of exports', () => {
  it('fill in the template and count up', () => {
    expect(first('{workflow}-{node}-{date}-{n}', 2)).toEqual([
      'Night- rain-Film-2026-03-05-1',
      'Night- rain-Film-2026-03-05-2',
    ])
    expect(first('cut', 3)).toEqual(['cut', 'cut 2', 'cut 3'])
  })

  it('are names on every system and never lead elsewhere', () => {
    const given = [
      '../../etc/passwd',
      'a\\b',
      'CON',
      'nul.txt',
      'lpt1',
      '  .hidden',
      'end. . ',
      'a\u0000b\u202E',
      '',
      '???',
      '雨夜',
    ]
    expect(given.map((name) => safeName(name))).toEqual([
      '-..-etc-passwd',
      'a-b',
      '_CON',
      '_nul.txt',
      '_lpt1',
      'hidden',
      'end',
      'ab',
      'Sceneloom',
      '---',
      '雨夜',
    ])
  })

  it('are told apart by their number, also where a long workflow leaves no room for it', () => {
    const long = namesFrom('{workflow}-{n}', { ...facts, workflow: '雨'.repeat(100) })
    const names = Array.from({ length: 12 }, () => long.next().value as string)
    expect(new Set(names).size).toBe(12)
    for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180)
    const narrow = namesFrom('{workflow}{n}', { ...facts, workflow: 'a'.repeat(179) })
    expect(new Set(Array.from({ length: 30 }, () => narrow.next().value)).size).toBe(30)
  })

  it('fit into a file system, and still count when they are cut off', () => {
    const names = [...first('雨'.repeat(200), 2), safeName('a'.repeat(500))]
    for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(180)
    expect(names[1]).toMatch(/雨 2$/)
  })
})
