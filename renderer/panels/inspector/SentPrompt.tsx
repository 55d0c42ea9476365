import { Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { needOf } from '../../../nodes/engine/needs.ts'
import type { NodeStatus } from '../../../nodes/engine/status.ts'
import { composePrompt } from '../../../nodes/prompts/compose.ts'
import { graphOf, selectStatuses, useStore } from '../../store/index.ts'
import { Button } from '../../ui/Button.tsx'
import { Section } from './Section.tsx'

/** The words as they go to the model, style, template, camera and instructions in them. */
export function SentPrompt({ nodeId }: { readonly nodeId: string }) {
  const { t } = useTranslation('panels')
  const sent = useStore((state) => {
    const statuses = selectStatuses(state)
    const status = statuses.get(nodeId)
    return status && needOf(nodeId, { graph: graphOf(state.document), statuses }) && sentWords(status)
  })
  const [copied, setCopied] = useState<string>()
  if (sent === undefined) return null
  const copy = () => void navigator.clipboard.writeText(sent).then(() => setCopied(sent))
  return (
    <Section title={t('inspector.sent')}>
      {sent === '' ? (
        <p className="text-12 text-text-3">{t('inspector.sentNothing')}</p>
      ) : (
        <>
          <p className="rounded-4 bg-card px-2 py-1.5 text-12 whitespace-pre-wrap text-text-2 select-text">
            {sent}
          </p>
          <Button size="compact" icon={<Copy className="size-3.5" />} className="self-start" onClick={copy}>
            {t(copied === sent ? 'copied' : 'inspector.copySent')}
          </Button>
        </>
      )}
    </Section>
  )
}

/** The params are parsed by their node type, so these are of the kinds that words are made of. */
function sentWords({ params, inputs }: NodeStatus): string {
  const [flowing] = inputs['prompt'] ?? []
  const { style, template, instructions, camera } = params as Partial<Parameters<typeof composePrompt>[0]>
  const prompt = typeof flowing === 'string' ? flowing : ''
  return composePrompt({
    prompt,
    ...(style && { style }),
    ...(template && { template }),
    ...(instructions !== undefined && { instructions }),
    ...(camera && { camera }),
  })
}
