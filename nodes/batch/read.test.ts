import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AppError } from '../errors.ts'
import { parseCsv } from './csv.ts'
import { readCsv } from './read-csv.ts'
import { readList } from './read-list.ts'

function sentenceOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    return (error as AppError).message
  }
  return 'nothing was thrown'
}

describe('a list', () => {
  it('has an item for each line that says something', () => {
    expect(readList('\uFEFFrain\r\n\r\n  雨夜 \n\nsnow')).toEqual([
      { prompt: 'rain' },
      { prompt: '雨夜' },
      { prompt: 'snow' },
    ])
    expect(readList(' \n')).toEqual([])
  })

  it('says when it is too long', () => {
    expect(sentenceOf(() => readList('rain\n'.repeat(501)))).toBe(
      'This list has 501 entries, and 500 is the most that fits. Split it.',
    )
  })
})

describe('a table', () => {
  it.each([',', ';', '\t'])('is read whatever separates its cells: %j', (separator) => {
    const rows = [
      ['Prompt', 'TITLE', 'seconds', '画幅'],
      ['"rain, and; wind\n\tat ""night"""', 'One', '5', '9:16'],
      ['snow', '', '2,5 s'.replace(',', separator === ',' ? '.' : ','), ''],
    ]
    const text = `\uFEFF${rows.map((row) => row.join(separator)).join('\r\n')}\r\n`
    expect(readCsv(text, 'shots.csv')).toEqual({
      items: [
        { prompt: 'rain, and; wind\n\tat "night"', title: 'One', params: { seconds: 5, aspect: '9:16' } },
        { prompt: 'snow', params: { seconds: 2.5 } },
      ],
      unknown: [],
    })
  })

  it('names back the columns that mean nothing here, and leaves empty rows out', () => {
    const table = readCsv('prompt,Mood,negative\nrain,sad,none\n,,\n\nsnow,,', 'shots.csv')
    expect(table).toEqual({ items: [{ prompt: 'rain' }, { prompt: 'snow' }], unknown: ['Mood', 'negative'] })
  })

  it('understands yes and no in both languages', () => {
    const { items } = readCsv('prompt,sound,seed,camera\na,是,7,push\nb,No,0,auto', 'shots.csv')
    expect(items.map(({ params }) => params)).toEqual([
      { sound: true, seed: 7, camera: 'push' },
      { sound: false, seed: 0, camera: 'auto' },
    ])
  })

  it.each([
    ['', 'line 1: it is empty'],
    [
      'rain\nsnow',
      'line 1: its first line must name the columns, such as prompt, title, seconds, aspect, seed, model, camera, resolution, sound, instructions, shot',
    ],
    ['prompt,Prompt\na,b', 'line 1: the column “prompt” is there twice'],
    ['prompt,seconds\n"two\nlines",5\nrain,long', 'line 4: “long” is not a length from 1 to 30 seconds'],
    ['prompt,seconds\nrain,31', 'line 2: “31” is not a length from 1 to 30 seconds'],
    ['prompt,aspect\nrain,2:1', 'line 2: “2:1” is not one of 9:16, 16:9, 1:1, 4:5, 3:4, 4:3'],
    ['prompt\n"rain', 'line 2: a quotation mark is opened and never closed'],
    ['prompt\n"rain" again', 'line 2: text follows a closing quotation mark'],
    ['prompt\nrain,snow', 'line 2: it has 2 cells, and the first line names 1'],
  ])('says in which line it cannot be read: %j', (text, reason) => {
    expect(sentenceOf(() => readCsv(text, 'shots.csv'))).toBe(
      `shots.csv could not be read as a list: ${reason}`,
    )
  })

  it('comes back cell by cell, whatever is in the cells', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.stringMatching(/^[",;\t\r\n a]{0,8}$/),
    )
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
      )
    fc.assert(
      fc.property(table, fc.constantFrom(',', ';', '\t'), (rows, separator) => {
        // A first line that leaves no doubt, as headers do.
        const all = [rows[0]!.map((_, at) => `column${at}`), ...rows]
        const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`
        const text = all.map((row) => row.map(quoted).join(separator)).join('\r\n')
        const parsed = parseCsv(text)
        expect('records' in parsed && parsed.records.map(({ cells }) => cells)).toEqual(all)
      }),
    )
  })
})
