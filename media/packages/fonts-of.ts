import { Cut } from '../../nodes/cut/cut.ts'
import type { WorkflowDocument } from '../../nodes/graph/document.ts'
import { loadFonts } from '../fonts.ts'

/**
 * The fonts that the captions and cards of these workflows are drawn with. They are named, not carried: this app
 * brings them with it, and what it does not bring it may not give away.
 */
export async function fontsOf(documents: readonly WorkflowDocument[]): Promise<string[]> {
  const text = documents.flatMap(wordsDrawn).join('\n')
  if (text.trim() === '') return []
  const { family } = await loadFonts(text, 500)
  const names = family.split(', ').map((name) => name.replaceAll('"', ''))
  return [...new Set(names.filter((name) => name.startsWith('noto-sans')).map(readable))].toSorted()
}

function wordsDrawn({ nodes }: WorkflowDocument): string[] {
  return nodes.flatMap(({ params }) => {
    const cut = Cut.safeParse(params['cut']).data
    if (!cut) return []
    const captioned = cut.captions !== undefined && cut.captions.show !== 'off'
    return cut.shots.flatMap(({ card, lines }) => [
      ...(card ? [card.title, card.text] : []),
      ...(captioned ? (lines ?? []).map(({ text }) => text) : []),
    ])
  })
}

/** "noto-sans-sc 12 500" is a piece of Noto Sans SC. */
function readable(family: string): string {
  const [, script] = /^noto-sans(?:-(\w+))? /.exec(family) ?? []
  if (script === undefined) return 'Noto Sans'
  return `Noto Sans ${script.length === 2 ? script.toUpperCase() : script[0]!.toUpperCase() + script.slice(1)}`
}
