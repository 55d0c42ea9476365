import { FolderOpen } from 'lucide-react'
import type { ComponentProps, ReactNode } from 'react'
import { Button } from '../ui/Button.tsx'
import { TextField } from '../ui/TextField.tsx'
import { act } from './act.ts'
import { pickFolder } from './export/export-files.ts'

interface FolderPathProps extends Omit<ComponentProps<typeof TextField>, 'value' | 'onChange'> {
  readonly value: string
  /** On the button that only the desktop app has. */
  readonly choose: string
  /** Where the choice begins while nothing is typed. */
  readonly usual?: string
  readonly onChange: (path: string) => void
  /** What is done with one that was picked, if not the same as with one that is typed. */
  readonly onPick?: (path: string) => void
  /** Buttons between the field and the choice. */
  readonly children?: ReactNode
}

/** A folder of this computer. The desktop app lets the person pick; in a browser the path is typed. */
export function FolderPath(props: FolderPathProps) {
  const { choose, usual = '', onPick, children, ...field } = props
  const pick = async () => {
    const folder = await pickFolder?.(field.value.trim() || usual).catch(act().toastError)
    if (folder) (onPick ?? field.onChange)(folder)
  }
  return (
    <div className="flex items-start gap-2">
      <div className="min-w-0 grow">
        <TextField {...field} />
      </div>
      {children}
      {pickFolder && (
        <Button className="mt-5.5" icon={<FolderOpen />} onClick={() => void pick()}>
          {choose}
        </Button>
      )}
    </div>
  )
}
