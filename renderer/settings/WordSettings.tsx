import { Copy, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Wording } from '../../nodes/models.ts'
import { PROMPT_SLOT } from '../../nodes/prompts/compose.ts'
import { builtInWordings, wordingName, type WordingKind } from '../i18n/wording-names.ts'
import { useStore } from '../store/index.ts'
import { Button } from '../ui/Button.tsx'
import { Group } from './Group.tsx'
import { WordingEditor } from './WordingEditor.tsx'
import { addWording, bringBack, copyWording, MOST_WORDINGS, type RemovedWording } from './wordings.ts'

/** The looks and kinds of shot that a node can put around its prompt. */
export function WordSettings() {
  const { t } = useTranslation('settings')
  return (
    <>
      <p className="text-text-2">{t('wording.why')}</p>
      <Wordings kind="styles" />
      <Wordings kind="templates" />
    </>
  )
}

function Wordings({ kind }: { readonly kind: WordingKind }) {
  const { t } = useTranslation('settings')
  const own = useStore((state) => state.settings[kind])
  const [removed, setRemoved] = useState<RemovedWording>()
  const full = own.length >= MOST_WORDINGS ? t('wording.full') : undefined
  return (
    <Group
      title={t(`wording.${kind}`)}
      why={kind === 'templates' ? t('wording.slot', { slot: PROMPT_SLOT }) : undefined}
    >
      <h4 className="text-12 text-text-2">{t(`wording.own.${kind}`)}</h4>
      {own.length === 0 && <p className="text-text-3">{t(`wording.empty.${kind}`)}</p>}
      {own.map((wording, index) => (
        <WordingEditor
          key={wording.name}
          kind={kind}
          index={index}
          wording={wording}
          onRemoved={() => setRemoved({ index, wording })}
        />
      ))}
      {removed && (
        <p role="status" className="flex items-center gap-3 rounded-4 border border-line bg-card p-2">
          <span className="grow">{t('wording.removed', { name: removed.wording.name })}</span>
          <Button
            size="compact"
            onClick={() => {
              bringBack(kind, removed)
              setRemoved(undefined)
            }}
          >
            {t('wording.undo')}
          </Button>
        </p>
      )}
      <div>
        <Button icon={<Plus />} disabledReason={full} onClick={() => addWording(kind)}>
          {t(`wording.add.${kind}`)}
        </Button>
      </div>
      <h4 className="mt-2 text-12 text-text-2">{t('wording.builtIn')}</h4>
      <ul className="flex flex-col divide-y divide-line border-y border-line">
        {builtInWordings[kind].map((wording) => (
          <BuiltIn key={wording.name} kind={kind} wording={wording} full={full} />
        ))}
      </ul>
    </Group>
  )
}

interface BuiltInProps {
  readonly kind: WordingKind
  readonly wording: Wording
  readonly full: string | undefined
}

function BuiltIn({ kind, wording, full }: BuiltInProps) {
  const { t } = useTranslation('settings')
  const name = wordingName(kind, wording)
  return (
    <li className="flex items-start gap-3 py-2">
      <div className="min-w-0 grow select-text">
        <p className="font-medium">{name}</p>
        <p lang="en" className="text-12 whitespace-pre-line text-text-2">
          {wording.words}
        </p>
      </div>
      <Button
        size="compact"
        look="quiet"
        icon={<Copy className="size-3.5" />}
        aria-label={t('wording.copyOf', { name })}
        disabledReason={full}
        onClick={() => copyWording(kind, wording)}
      >
        {t('wording.copy')}
      </Button>
    </li>
  )
}
