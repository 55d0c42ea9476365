/** Draws a table of words for a terminal; the last column may be as long as it likes. */
export function drawTable(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, column) =>
    column === heads.length - 1 ? 0 : Math.max(head.length, ...rows.map((row) => row[column]!.length)),
  )
  const line = (row: readonly string[]) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ')
  return [line(heads), ...rows.map(line)].join('\n')
}
