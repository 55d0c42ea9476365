import { useState, type KeyboardEvent, type ReactNode, type Ref } from 'react'
import { Field, inputShape } from './Field.tsx'

interface TextFieldProps {
  readonly label: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly hideLabel?: boolean
  readonly hint?: ReactNode
  readonly error?: string | undefined
  readonly placeholder?: string
  readonly rows?: number
  readonly maxLength?: number
  readonly inputRef?: Ref<HTMLInputElement>
  readonly onEnter?: () => void
}

/** One line, or a text area when it has `rows`. */
export function TextField({
  label,
  hideLabel,
  hint,
  error,
  rows,
  inputRef,
  onEnter,
  ...rest
}: TextFieldProps) {
  const { value, onChange, placeholder, maxLength } = rest
  const shared = { value, placeholder, maxLength, 'aria-invalid': error !== undefined || undefined }
  return (
    <Field label={label} hideLabel={hideLabel} hint={hint} error={error}>
      {(ids) =>
        rows === undefined ? (
          <input
            {...ids}
            {...shared}
            ref={inputRef}
            className={`${inputShape} h-7`}
            onChange={(event) => onChange(event.target.value)}
            onKeyDown={(event) => onEnter && isEnter(event) && onEnter()}
          />
        ) : (
          <textarea
            {...ids}
            {...shared}
            rows={rows}
            className={`${inputShape} field-sizing-content max-h-72 resize-none py-1.5`}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  )
}

/** Enter that a person meant, not the one that picks a candidate of a Chinese input method. */
export function isEnter(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.nativeEvent.isComposing && event.keyCode !== 229
}

type CommitFieldProps = Omit<TextFieldProps, 'onChange' | 'onEnter'> & {
  /** Called on Enter and when the field is left, with what differs from `value`. */
  readonly onCommit: (value: string) => void
}

/** For a name or a path: takes effect when it is finished, not with every letter. */
export function CommitField({ value, onCommit, ...rest }: CommitFieldProps) {
  const [draft, setDraft] = useState<string>()
  const commit = () => {
    if (draft !== undefined && draft !== value) onCommit(draft)
    setDraft(undefined)
  }
  return (
    <div onBlur={commit}>
      <TextField {...rest} value={draft ?? value} onChange={setDraft} onEnter={commit} />
    </div>
  )
}
