import { AppError } from '../errors.ts'
import { parseCsv, type CsvRecord } from './csv.ts'
import { columns, MOST_ITEMS, type Column, type Item } from './item.ts'
import { refuseTooMany } from './read-list.ts'

export interface Table {
  readonly items: readonly Item[]
  /** Columns that mean nothing here, as they are written: said to the person, not to be lost in silence. */
  readonly unknown: readonly string[]
}

/** A table whose first line names its columns; `name` is what the person knows it by. */
export function readCsv(text: string, name: string): Table {
  const parsed = parseCsv(text)
  if ('problem' in parsed) throw unreadable(name, parsed.problem.line, parsed.problem.reason)
  const [header, ...rows] = parsed.records.filter(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  if (!header) throw unreadable(name, 1, 'it is empty')
  const { used, unknown } = readHeader(header, name)
  refuseTooMany(rows.length, MOST_ITEMS)
  return { items: rows.map((row) => readRow(row, { used, name, width: header.cells.length })), unknown }
}

/** The column that each place of a row belongs to. */
type Used = readonly (Column | undefined)[]

function readHeader({ cells, line }: CsvRecord, name: string): { used: Used; unknown: string[] } {
  const used = cells.map((cell) => columnNamed(cell.trim().toLowerCase()))
  const twice = used.find((column, at) => column && used.indexOf(column) !== at)
  if (twice) throw unreadable(name, line, `the column “${twice.name}” is there twice`)
  if (used.every((column) => column === undefined)) {
    const known = columns.map((column) => column.name).join(', ')
    throw unreadable(name, line, `its first line must name the columns, such as ${known}`)
  }
  const unknown = cells.filter((cell, at) => used[at] === undefined && cell.trim() !== '')
  return { used, unknown: unknown.map((cell) => cell.trim()) }
}

function columnNamed(header: string): Column | undefined {
  return columns.find(({ name, others }) => name === header || others.includes(header))
}

function readRow(
  { cells, line }: CsvRecord,
  { used, name, width }: { used: Used; name: string; width: number },
): Item {
  if (cells.slice(width).some((cell) => cell.trim() !== '')) {
    throw unreadable(name, line, `it has ${cells.length} cells, and the first line names ${width}`)
  }
  const values = cells.flatMap((cell, at) => {
    const column = used[at]
    const text = cell.trim()
    if (!column || text === '') return []
    const value = column.read(text)
    if (value === undefined) throw unreadable(name, line, `“${text}” is not ${column.expects}`)
    return [[column.name, value] as const]
  })
  const { prompt, title, ...params } = Object.fromEntries(values)
  return {
    ...(typeof prompt === 'string' && { prompt }),
    ...(typeof title === 'string' && { title }),
    ...(Object.keys(params).length > 0 && { params }),
  }
}

function unreadable(name: string, line: number, reason: string): AppError {
  return new AppError('batch_unreadable', { name, line, reason: `line ${line}: ${reason}` })
}
