import { useEffect, useState } from 'react'
import { useStore } from '../store/index.ts'

const PAUSE_MS = 1_000

/** Speaks what just happened, at most once a second: what comes faster is merged into one sentence. */
export function Announcer() {
  const announcement = useStore((state) => state.announcement)
  const [spoken, setSpoken] = useState({ polite: '', assertive: '' })
  useEffect(() => {
    if (!announcement) return undefined
    const queue = announcement.urgent ? urgent : calm
    queue.add(announcement.text)
    const timer = setTimeout(() => {
      setSpoken({ polite: [...calm].join(' '), assertive: [...urgent].join(' ') })
      calm.clear()
      urgent.clear()
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [announcement])
  return (
    <>
      <div aria-live="polite" className="sr-only">
        {spoken.polite}
      </div>
      <div aria-live="assertive" className="sr-only">
        {spoken.assertive}
      </div>
    </>
  )
}

const calm = new Set<string>()
const urgent = new Set<string>()
