import type { Script } from '../fakes/script.ts'
import type { Profile } from './profile.ts'

export type Cell =
  { readonly mark: 'right' } | { readonly mark: 'wrong' | 'not-applicable'; readonly why: string }

const marks = { right: '+', wrong: 'X', 'not-applicable': '-' } as const

/** A table for people: one line for each script, one column for each protocol, and what the marks stand for. */
export function drawMatrix(
  scripts: readonly Script[],
  profiles: readonly Profile[],
  cellOf: (profile: Profile, script: Script) => Cell | undefined,
): string {
  const width = Math.max(...scripts.map(({ name }) => name.length))
  const rows = scripts.map(({ name, ...script }) => {
    const cells = profiles.map((profile) => {
      const cell = cellOf(profile, { name, ...script })
      return (cell ? marks[cell.mark] : ' ').padStart(3)
    })
    return `${name.padEnd(width)} ${cells.join('')}`
  })
  const heads = profiles.map((_, index) => String(index + 1).padStart(3))
  const legend = profiles.map(({ name }, index) => `${String(index + 1).padStart(4)}  ${name}`)
  const cells = profiles.flatMap((profile) =>
    scripts.map((script) => ({ profile, script, cell: cellOf(profile, script) })),
  )
  const notes = cells.flatMap(({ profile, script, cell }) => {
    if (!cell) return [`  ${profile.name}, ${script.name}: did not run`]
    return cell.mark === 'right' ? [] : [`  ${marks[cell.mark]} ${profile.name}, ${script.name}: ${cell.why}`]
  })
  const count = (mark: Cell['mark']) => cells.filter(({ cell }) => cell?.mark === mark).length
  const empty = cells.filter(({ cell }) => !cell).length
  const total =
    `${scripts.length} scripts × ${profiles.length} protocols = ${cells.length} cells: ` +
    `${count('right')} right, ${count('wrong')} wrong, ${count('not-applicable')} not applicable, ${empty} empty`
  return [`${' '.repeat(width)} ${heads.join('')}`, ...rows, '', ...legend, '', ...notes, total].join('\n')
}
