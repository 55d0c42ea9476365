/** The wire at a point of the screen, also where a card lies over it. */
export function wireAt({ x, y }: { readonly x: number; readonly y: number }): string | undefined {
  return document
    .elementsFromPoint(x, y)
    .map((element) => element.closest<HTMLElement>('.react-flow__edge')?.dataset['id'])
    .find((id) => id !== undefined)
}
