import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection, DocumentNode, WorkflowDocument } from '../../../nodes/graph/document.ts'
import type { Difference } from '../../../nodes/history/difference.ts'
import { nodeName } from '../../i18n/node-words.ts'
import { getStore } from '../../store/index.ts'

type Fate = 'same' | 'added' | 'removed' | 'changed' | 'moved'

interface DifferenceMapProps {
  readonly earlier: WorkflowDocument
  readonly now: WorkflowDocument
  readonly found: Difference
  readonly chosenId: string | undefined
  readonly onChoose: (nodeId: string) => void
}

const boxes: Readonly<Record<Fate, string>> = {
  same: 'fill-card stroke-line',
  moved: 'fill-card stroke-line-strong',
  added: 'fill-ok-tint stroke-ok',
  removed: 'fill-err-tint stroke-err [stroke-dasharray:6_4]',
  changed: 'fill-warn-tint stroke-warn',
}
const wires = {
  same: 'stroke-line-strong',
  added: 'stroke-ok',
  removed: 'stroke-err [stroke-dasharray:6_4]',
}

/** Both versions in one drawing: what came, what went and what was changed, each where it stood. */
export function DifferenceMap({ earlier, now, found, chosenId, onChoose }: DifferenceMapProps) {
  const { t } = useTranslation('history')
  const drawn = useMemo(() => draw(earlier, now, found), [earlier, now, found])
  return (
    <svg
      role="group"
      aria-label={t('map')}
      viewBox={drawn.viewBox}
      className="min-h-40 w-full grow bg-canvas"
      preserveAspectRatio="xMidYMid meet"
    >
      {drawn.wires.map(({ id, path, fate }) => (
        <path key={`${fate}-${id}`} d={path} strokeWidth={4} className={`fill-none ${wires[fate]}`} />
      ))}
      {drawn.nodes.map(({ node, fate, width, height }) => (
        <g
          key={node.id}
          role="button"
          tabIndex={fate === 'same' ? -1 : 0}
          aria-label={t(`fate.${fate}`, { name: nodeName(node) })}
          aria-pressed={node.id === chosenId}
          className="cursor-pointer outline-none [&:focus-visible>rect]:stroke-accent [&[aria-pressed=true]>rect]:stroke-accent"
          onClick={() => onChoose(node.id)}
          onKeyDown={({ key }) => (key === 'Enter' || key === ' ') && onChoose(node.id)}
        >
          <rect
            x={node.position.x}
            y={node.position.y}
            width={width}
            height={height}
            rx={12}
            strokeWidth={node.id === chosenId ? 10 : 5}
            className={boxes[fate]}
          />
          <text
            x={node.position.x + 16}
            y={node.position.y + 44}
            fontSize={30}
            className="pointer-events-none fill-text-1"
          >
            {shortened(nodeName(node))}
          </text>
        </g>
      ))}
    </svg>
  )
}

const MARGIN = 60
const MOST_LETTERS = 14

function shortened(name: string): string {
  const letters = [...name]
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS - 1).join('')}…` : name
}

function draw(earlier: WorkflowDocument, now: WorkflowDocument, found: Difference) {
  const gone = new Set(found.removed)
  const { sizes } = getStore()
  const all = [...now.nodes, ...earlier.nodes.filter(({ id }) => gone.has(id))]
  const nodes = all.map((node) => ({ node, fate: fateOf(node.id, found), ...sizes.of(node) }))
  const places = new Map(nodes.map((drawn) => [drawn.node.id, drawn]))
  const added = new Set(found.connectionsAdded)
  const lines = [
    ...now.connections.map((wire) => ({
      wire,
      fate: added.has(wire) ? ('added' as const) : ('same' as const),
    })),
    ...found.connectionsRemoved.map((wire) => ({ wire, fate: 'removed' as const })),
  ]
  const drawnWires = lines.flatMap(({ wire, fate }) => {
    const path = pathOf(wire, places)
    return path === undefined ? [] : [{ id: wire.id, path, fate }]
  })
  return { nodes, wires: drawnWires, viewBox: viewBoxOf(nodes) }
}

function fateOf(id: string, { added, removed, changed }: Difference): Fate {
  if (added.includes(id)) return 'added'
  if (removed.includes(id)) return 'removed'
  const change = changed.get(id)
  if (!change) return 'same'
  return change.params.length === 0 && !change.title && !change.take ? 'moved' : 'changed'
}

interface Drawn {
  readonly node: DocumentNode
  readonly width: number
  readonly height: number
}

function pathOf({ from, to }: Connection, places: ReadonlyMap<string, Drawn>): string | undefined {
  const [source, target] = [places.get(from.node), places.get(to.node)]
  if (!source || !target) return undefined
  const start = { x: source.node.position.x + source.width, y: source.node.position.y + 60 }
  const end = { x: target.node.position.x, y: target.node.position.y + 60 }
  const bend = Math.max(60, Math.abs(end.x - start.x) / 2)
  return `M ${start.x} ${start.y} C ${start.x + bend} ${start.y}, ${end.x - bend} ${end.y}, ${end.x} ${end.y}`
}

function viewBoxOf(nodes: readonly Drawn[]): string {
  if (nodes.length === 0) return '0 0 100 100'
  const left = Math.min(...nodes.map(({ node }) => node.position.x)) - MARGIN
  const top = Math.min(...nodes.map(({ node }) => node.position.y)) - MARGIN
  const right = Math.max(...nodes.map(({ node, width }) => node.position.x + width)) + MARGIN
  const bottom = Math.max(...nodes.map(({ node, height }) => node.position.y + height)) + MARGIN
  return `${left} ${top} ${right - left} ${bottom - top}`
}
