import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Wording } from '../../nodes/models.ts'
import type { WordingKind } from '../i18n/wording-names.ts'
import { useStore } from '../store/index.ts'
import { IconButton } from '../ui/IconButton.tsx'
import { CommitField } from '../ui/TextField.tsx'
import { changeWording, nameProblem, removeWording } from './wordings.ts'

interface WordingEditorProps {
  readonly kind: WordingKind
  readonly index: number
  readonly wording: Wording
  readonly onRemoved: () => void
}

/** A style or template of the person's own, changed where it stands. */
export function WordingEditor({ kind, index, wording, onRemoved }: WordingEditorProps) {
  const { t } = useTranslation('settings')
  const own = useStore((state) => state.settings[kind])
  const [refused, setRefused] = useState<string>()
  const problem = refused === undefined ? undefined : nameProblem(own, refused, index)
  return (
    <div className="flex items-start gap-2 rounded-4 border border-line p-2">
      <div className="flex min-w-0 grow flex-col gap-2">
        <div className="max-w-72">
          <CommitField
            label={t('wording.name')}
            value={refused ?? wording.name}
            maxLength={100}
            error={problem && t(`wording.${problem}`)}
            onCommit={(name) => {
              const wrong = nameProblem(own, name, index) !== undefined
              setRefused(wrong ? name : undefined)
              if (!wrong) changeWording(kind, index, { ...wording, name: name.trim() })
            }}
          />
        </div>
        <CommitField
          label={t('wording.words')}
          value={wording.words}
          rows={2}
          maxLength={2_000}
          onCommit={(words) => changeWording(kind, index, { ...wording, words })}
        />
      </div>
      <IconButton
        label={t('wording.remove', { name: wording.name })}
        icon={<Trash2 />}
        onClick={() => {
          removeWording(kind, index)
          onRemoved()
        }}
      />
    </div>
  )
}
