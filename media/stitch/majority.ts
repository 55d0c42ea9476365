/** The value that occurs most often; of equals, the one that came first. Compared by content, as JSON. */
export function majority<T>(values: readonly T[]): T | undefined {
  const groups = Map.groupBy(values, (value) => JSON.stringify(value))
  let largest: readonly T[] = []
  for (const group of groups.values()) if (group.length > largest.length) largest = group
  return largest[0]
}
