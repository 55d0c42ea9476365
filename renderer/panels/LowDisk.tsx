import { HardDrive } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { bytesWords } from '../i18n/bytes-words.ts'
import { useStore } from '../store/index.ts'
import type { Store } from '../store/types.ts'
import { Button } from '../ui/Button.tsx'
import { act } from './act.ts'

const LOOK_EVERY_MS = 60_000

/** Says so before anything is in the way: below this, paid work is held back. */
export function LowDisk() {
  const { t } = useTranslation('storage')
  const room = useStore((state) => state.room)
  const [put, setPut] = useState(false)
  useLooking()
  const low = room !== undefined && room.free < room.reserve
  // Waved away until there was room in between.
  if (!low && put) setPut(false)
  if (!low || put) return null
  return (
    <div
      role="status"
      className="flex min-h-8 shrink-0 items-center gap-2 border-t border-line bg-warn-tint px-3 text-12"
    >
      <HardDrive className="shrink-0 text-warn" />
      <span className="grow">{t('lowBanner', { free: bytesWords(room.free) })}</span>
      <Button size="compact" onClick={() => act().openSettings('storage')}>
        {t('makeRoom')}
      </Button>
      <Button size="compact" look="quiet" onClick={() => setPut(true)}>
        {t('later')}
      </Button>
    </div>
  )
}

/** Now, from time to time, when somebody comes back to the window, and after a run or an export has written files. */
function useLooking(): void {
  useEffect(() => {
    const look = () => void act().readRoom()
    look()
    const timer = setInterval(look, LOOK_EVERY_MS)
    window.addEventListener('focus', look)
    const forget = useStore.subscribe((state, before) => {
      if (state.activeRunId !== before.activeRunId || working(state) !== working(before)) look()
    })
    return () => {
      forget()
      clearInterval(timer)
      window.removeEventListener('focus', look)
    }
  }, [])
}

function working({ exports }: Store): number {
  return exports.filter(({ state }) => state === 'running').length
}
