import { useTranslation } from 'react-i18next'
import type { Field as FieldSpec, NodeDefinition } from '../../../nodes/define.ts'
import { nameOf, portLabel } from '../../i18n/node-words.ts'
import { selectStatuses, useStore } from '../../store/index.ts'
import type { NodeView } from '../../store/types.ts'
import { ParamField } from './ParamField.tsx'
import { Section } from './Section.tsx'

interface ParamFormProps {
  readonly view: NodeView
  readonly definition: NodeDefinition
}

/** A form from the fields of the node type; a node type never needs one of its own. */
export function ParamForm({ view, definition }: ParamFormProps) {
  const { node } = view
  const fields = Object.entries(definition.fields).filter(
    (entry): entry is [string, FieldSpec] => entry[1] !== undefined,
  )
  if (fields.length === 0) return null
  const parsed = definition.params.safeParse(node.params)
  const params: Record<string, unknown> = parsed.success ? parsed.data : node.params
  return (
    <Section undo="document">
      {fields.map(([name, field]) => {
        const port = wiredPort(view, definition, name)
        return port === undefined ? (
          <div key={name} data-param={name}>
            <ParamField node={node} name={name} field={field} value={params[name]} />
          </div>
        ) : (
          <Wired key={name} view={view} port={port} />
        )
      })}
    </Section>
  )
}

/** The port that takes the place of a typed text while something is connected to it. */
function wiredPort({ connections }: NodeView, definition: NodeDefinition, param: string): string | undefined {
  const port = Object.entries(definition.inputs).find(([, { orParam }]) => orParam === param)?.[0]
  return connections.incoming.some(({ to }) => to.port === port) ? port : undefined
}

function Wired({ view, port }: { readonly view: NodeView; readonly port: string }) {
  const { t } = useTranslation('panels')
  const source = view.connections.incoming.find(({ to }) => to.port === port)!.from.node
  const name = useStore((state) => nameOf(state.document, source))
  // The view of a card does not follow every letter that flows in.
  const text = useStore((state) => selectStatuses(state).get(view.node.id)?.inputs[port]?.[0])
  return (
    <div className="flex flex-col gap-1">
      <span className="text-12 text-text-2">
        {t('inspector.wired', { port: portLabel(view.node, port), source: name })}
      </span>
      {typeof text === 'string' && (
        <p className="rounded-4 bg-card px-2 py-1.5 whitespace-pre-wrap text-text-2 select-text">{text}</p>
      )}
    </div>
  )
}
